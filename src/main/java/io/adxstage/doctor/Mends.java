package io.adxstage.doctor;

import io.adxstage.adx.Destination;
import io.adxstage.adx.IdentityCommands;
import io.adxstage.adx.SetupCommands;
import io.adxstage.adx.StreamMapping;
import io.adxstage.adx.TableFacts;
import io.adxstage.message.ColumnType;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Stage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commands that mend something, with the stage's own names, asking for no more rights than are needed. */
record Mends(Stage stage) {

    /** The least right that a stage needs; nothing where it has no identity. */
    @Nullable
    String grantIngest() {
        return SetupCommands.letIngest(stage.database(), stage.authentication()).orElse(null);
    }

    @Nullable
    String grantView() {
        return SetupCommands.letRead(stage.database(), stage.authentication()).orElse(null);
    }

    String createTable(List<TableFacts.Column> columns) {
        return SetupCommands.createTable(stage.table(), columns);
    }

    /** Of a type that keeps anything, where the sample tells none. */
    String addColumn(String column, Optional<TableFacts.Column> founded) {
        return createTable(List.of(founded.orElseGet(() -> new TableFacts.Column(column, ColumnType.DYNAMIC.kusto()))));
    }

    StreamMapping mapping() {
        return StreamMapping.of(Destination.of(stage).columns());
    }

    String enableStreaming() {
        return SetupCommands.enableStreaming(stage.table());
    }

    /** A new secret beside the old ones: who uses those goes on. */
    Optional<String> newSecret() {
        return clientId().map(IdentityCommands::newSecret);
    }

    Optional<String> addCertificate() {
        return clientId()
                .map(id -> "az ad app credential reset --id " + shell(id) + " --append --cert @certificate.pem");
    }

    /** Makes the application known in the tenant that az is signed in to. */
    Optional<String> makeKnown() {
        return clientId().map(id -> "az ad sp create --id " + shell(id));
    }

    private Optional<String> clientId() {
        return switch (stage.authentication()) {
            case Authentication.ServicePrincipal principal -> Optional.of(principal.clientId());
            case Authentication.Certificate certificate -> Optional.of(certificate.clientId());
            default -> Optional.empty();
        };
    }

    static String showTenant() {
        return "az account show --query tenantId --output tsv";
    }

    /** With their addresses, and whether they run. */
    static String listClusters() {
        return "az kusto cluster list --query \"[].{name:name, uri:uri, state:state}\" --output table";
    }

    static String listDatabases() {
        return ".show databases | project DatabaseName";
    }

    static String setClock() {
        return "sudo timedatectl set-ntp true";
    }

    private static String shell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
