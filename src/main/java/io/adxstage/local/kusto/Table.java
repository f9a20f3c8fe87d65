package io.adxstage.local.kusto;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table as it is now.
 *
 * @param id its key in the store
 * @param database as it was first written; databases are compared without regard to case, tables with it
 */
record Table(long id, String database, String name, List<Column> columns) {

    Table {
        columns = List.copyOf(columns);
    }

    Optional<Column> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    /** {@code name:string, value:long}: the schema as KQL writes it, names quoted where they must be. */
    String cslSchema() {
        return columns.stream()
                .map(column ->
                        EntityName.quoted(column.name()) + ":" + column.type().kusto())
                .collect(Collectors.joining(", "));
    }
}
