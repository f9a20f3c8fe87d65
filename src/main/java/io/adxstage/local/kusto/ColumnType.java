package io.adxstage.local.kusto;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The scalar types of Kusto, with the names that commands, schemas and clients give them. */
enum ColumnType {
    BOOL("bool", "boolean", "System.SByte"),
    INT("int", "int32", "System.Int32"),
    LONG("long", "int64", "System.Int64"),
    REAL("real", "double", "System.Double"),
    DECIMAL("decimal", "", "System.Data.SqlTypes.SqlDecimal"),
    STRING("string", "", "System.String"),
    DATETIME("datetime", "date", "System.DateTime"),
    TIMESPAN("timespan", "time", "System.TimeSpan"),
    GUID("guid", "uuid", "System.Guid"),
    DYNAMIC("dynamic", "", "System.Object");

    private final String kusto;
    private final String synonym;
    private final String dotNet;

    ColumnType(String kusto, String synonym, String dotNet) {
        this.kusto = kusto;
        this.synonym = synonym;
        this.dotNet = dotNet;
    }

    /** The type of a name as commands and mappings write it, in any case: {@code long}, {@code System.Int64}. */
    static Optional<ColumnType> named(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return Arrays.stream(values())
                .filter(type -> type.kusto.equals(wanted)
                        || type.synonym.equals(wanted)
                        || type.dotNet.toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    /** {@code long}. */
    String kusto() {
        return kusto;
    }

    /** {@code System.Int64}. */
    String dotNet() {
        return dotNet;
    }

    /** {@code Int64}: what first-generation responses call a column's data type. */
    String shortDotNet() {
        return dotNet.substring(dotNet.lastIndexOf('.') + 1);
    }

    /** What is kept of a JSON value in a column of this type: JSON null where it does not fit. Never fails. */
    JsonNode of(JsonNode value) {
        return switch (this) {
            case BOOL -> Coercion.bool(value);
            case INT -> Coercion.int32(value);
            case LONG -> Coercion.int64(value);
            case REAL -> Coercion.real(value);
            case DECIMAL -> Coercion.decimal(value);
            case STRING -> Coercion.string(value);
            case DATETIME -> Coercion.datetime(value);
            case TIMESPAN -> Coercion.timespan(value);
            case GUID -> Coercion.guid(value);
            case DYNAMIC -> Coercion.dynamic(value);
        };
    }

    /** What is kept of a field of a text format such as CSV. */
    JsonNode ofText(String text) {
        return of(this == STRING ? Json.text(text) : Json.scalarOrText(text));
    }
}
