package io.adxstage.message;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The ten scalar types of Azure Data Explorer, by the vendor's page on scalar data types, with the synonyms and .NET names
 * that its commands answer.
 */
public enum ColumnType {
    BOOL("bool", " boolean system.sbyte system.boolean "),
    INT("int", " int32 system.int32 "),
    LONG("long", " int64 system.int64 "),
    REAL("real", " double system.double "),
    DECIMAL("decimal", " system.data.sqltypes.sqldecimal "),
    STRING("string", " system.string "),
    DATETIME("datetime", " date system.datetime "),
    TIMESPAN("timespan", " time system.timespan "),
    GUID("guid", " uuid uniqueid system.guid "),
    DYNAMIC("dynamic", " system.object ");

    private final String kusto;
    private final String others;

    /** @param others names in lower case, each between spaces */
    ColumnType(String kusto, String others) {
        this.kusto = kusto;
        this.others = others;
    }

    /** As KQL writes it: {@code long}. */
    public String kusto() {
        return kusto;
    }

    /** The type of a name in any case: {@code long}, {@code int64}, {@code System.Int64}; empty where there is none. */
    public static Optional<ColumnType> named(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        for (ColumnType type : values()) {
            if (type.kusto.equals(wanted) || (!wanted.isEmpty() && type.others.contains(" " + wanted + " "))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Types by column, of their names; a name that is not known here is taken for a type that fits everything. */
    public static Map<String, ColumnType> named(Map<String, String> columns) {
        Map<String, ColumnType> types = new HashMap<>();
        columns.forEach((column, name) -> types.put(column, named(name).orElse(DYNAMIC)));
        return types;
    }
}
