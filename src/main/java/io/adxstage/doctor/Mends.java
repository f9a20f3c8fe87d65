package io.adxstage.doctor;

import io.adxstage.adx.KustoText;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Stage;
import java.util.Optional;

/** Commands that mend something, with the stage's own names, asking for no more rights than are needed. */
record Mends(Stage stage) {

    private String database() {
        return KustoText.name(stage.database());
    }

    private String table() {
        return KustoText.name(stage.table());
    }

    /** The vendor's page on security roles: an ingestor may add data and see nothing. */
    String grantIngest() {
        return ".add database " + database() + " ingestors (" + KustoText.literal(principal()) + ")";
    }

    /** The same page: a viewer sees data and schema. */
    String grantView() {
        return ".add database " + database() + " viewers (" + KustoText.literal(principal()) + ")";
    }

    private String principal() {
        return switch (stage.authentication()) {
            case Authentication.ServicePrincipal principal -> app(principal.clientId(), principal.tenantId());
            case Authentication.Certificate certificate -> app(certificate.clientId(), certificate.tenantId());
            case Authentication.ManagedIdentity identity ->
                app(
                        Optional.ofNullable(identity.clientId()).orElse("<client id of the managed identity>"),
                        "<tenant id>");
            case Authentication.WorkloadIdentity identity ->
                app(
                        Optional.ofNullable(identity.clientId()).orElse("<client id of the workload identity>"),
                        Optional.ofNullable(identity.tenantId()).orElse("<tenant id>"));
            case Authentication.AzureCli cli -> "aaduser=<your account, as az account show names it>";
            case Authentication.None none -> "aadapp=<client id>;<tenant id>";
        };
    }

    private static String app(String clientId, String tenantId) {
        return "aadapp=" + clientId + ";" + tenantId;
    }

    /** @param types by which new columns get their types */
    String createTable(SampleTypes types) {
        StringBuilder columns = new StringBuilder();
        for (Stage.Column column : stage.columns()) {
            columns.append(columns.isEmpty() ? "" : ", ").append(declared(column.name(), types));
        }
        return ".create-merge table " + table() + " (" + columns + ")";
    }

    String addColumn(String column, SampleTypes types) {
        return ".create-merge table " + table() + " (" + declared(column, types) + ")";
    }

    private static String declared(String column, SampleTypes types) {
        return KustoText.name(column) + ":" + types.of(column).orElse("dynamic");
    }

    String enableStreaming() {
        return ".alter table " + table() + " policy streamingingestion enable";
    }

    /** A new secret beside the old ones: who uses those goes on. */
    Optional<String> newSecret() {
        return clientId().map(id -> "az ad app credential reset --id " + shell(id) + " --append --years 1");
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
