package io.adxstage.ui;

import static io.adxstage.ui.Shape.AREA;
import static io.adxstage.ui.Shape.CHOICE;
import static io.adxstage.ui.Shape.LINE;
import static io.adxstage.ui.Shape.LINES;
import static io.adxstage.ui.Shape.NUMBER;
import static io.adxstage.ui.Shape.NUMBER_CHOICE;
import static io.adxstage.ui.Shape.SWITCH;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every field of the form. To add one: a line here, its texts in messages.properties, its place in the template. */
final class StageFields {

    static final String INPUT = "input";

    /** Objects whose {@code type} decides which of their fields are used. */
    static final List<String> GROUPS = List.of("authentication", "retry", "input.authentication", "input.format");

    static final List<Field> ALL = List.of(
            Field.of("displayName", LINE),
            Field.of("description", AREA),
            Field.of("enabled", SWITCH).otherwise("true"),
            Field.of("clusterUrl", LINE),
            Field.of("database", LINE),
            Field.of("table", LINE),
            Field.of("authentication.type", CHOICE)
                    .among(
                            "servicePrincipal",
                            "managedIdentity",
                            "workloadIdentity",
                            "certificate",
                            "azureCli",
                            "none"),
            Field.of("authentication.tenantId", LINE).only("servicePrincipal", "workloadIdentity", "certificate"),
            Field.of("authentication.clientId", LINE)
                    .only(
                            "servicePrincipal",
                            "managedIdentity",
                            "systemAssignedManagedIdentity",
                            "workloadIdentity",
                            "certificate"),
            Field.of("authentication.clientSecret", LINE).kept().only("servicePrincipal"),
            Field.of("authentication.certificate", AREA).kept().only("certificate"),
            Field.of("authentication.password", LINE).kept().only("certificate"),
            Field.of("batch.time", LINE).otherwise("60s"),
            Field.of("batch.path", LINE).otherwise(".payload"),
            Field.of("batch.maxRows", NUMBER),
            Field.of("batch.maxBytes", NUMBER).otherwise("268435456"),
            Field.of("retry.type", CHOICE)
                    .among("default", "fixed", "exponential", "none")
                    .otherwise("default"),
            Field.of("retry.interval", LINE).only("fixed", "exponential"),
            Field.of("retry.maxInterval", LINE).otherwise("2m").only("exponential"),
            Field.of("retry.maxRetries", NUMBER).only("fixed", "exponential"),
            Field.of("ingestion", CHOICE)
                    .among("queued", "streaming", "managed")
                    .otherwise("queued"),
            Field.of("onMismatch", CHOICE)
                    .among("warn", "deadLetter", "convert")
                    .otherwise("warn"),
            Field.of("input.broker", LINE),
            Field.of("input.topics", LINES),
            Field.of("input.qos", NUMBER_CHOICE).among("0", "1", "2").otherwise("1"),
            Field.of("input.cleanSession", SWITCH).otherwise("false"),
            Field.of("input.sessionExpiry", LINE).otherwise("24h"),
            Field.of("input.clientId", LINE),
            Field.of("input.retained", CHOICE).among("new", "always", "never").otherwise("new"),
            Field.of("input.authentication.type", CHOICE)
                    .among("none", "usernamePassword", "certificate")
                    .otherwise("none"),
            Field.of("input.authentication.username", LINE).only("usernamePassword"),
            Field.of("input.authentication.certificate", AREA).kept().only("certificate"),
            Field.of("input.authentication.password", LINE).kept().only("usernamePassword", "certificate"),
            Field.of("input.tls.caCertificate", AREA),
            Field.of("input.format.type", CHOICE)
                    .among("json", "raw", "csv", "messagePack", "cbor")
                    .otherwise("json"),
            Field.of("input.format.header", SWITCH).otherwise("false").only("csv"),
            Field.of("input.format.delimiter", LINE).otherwise(",").only("csv"));

    /** Tables of rows; the kinds of their cells are never asked. */
    static final List<RowTable> TABLES = List.of(
            new RowTable("columns", List.of(Field.of("name", LINE), Field.of("path", LINE))),
            new RowTable(
                    "input.format.columns",
                    List.of(
                            Field.of("name", LINE),
                            Field.of("type", CHOICE)
                                    .among("string", "integer", "float", "boolean", "bytes")
                                    .otherwise("string"),
                            Field.of("path", LINE))));

    private static final Map<String, Field> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Field::name, Function.identity()));

    static final Field CSV_COLUMNS = Field.of("input.format.columns", LINE).only("csv");

    private StageFields() {}

    /** The fields of a group that only some of its kinds use, tables among them. */
    static List<Field> ofKinds(String group) {
        return Stream.concat(ALL.stream(), Stream.of(CSV_COLUMNS))
                .filter(field -> field.group().equals(group) && !field.kinds().isEmpty())
                .toList();
    }

    /** Whether a group's {@code type} is one whose fields are known. */
    static boolean isKind(String group, String type) {
        return named(group + ".type").choices().contains(type)
                || ofKinds(group).stream().anyMatch(field -> field.usedBy(type));
    }

    /** @throws IllegalArgumentException where there is no such field */
    static Field named(String name) {
        var field = BY_NAME.get(name);
        if (field == null) {
            throw new IllegalArgumentException("The form has no field " + name);
        }
        return field;
    }

    static RowTable table(String name) {
        return TABLES.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
