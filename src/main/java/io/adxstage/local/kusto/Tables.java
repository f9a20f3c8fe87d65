package io.adxstage.local.kusto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables there are. A database comes into being with its first table: Kusto has no command to create one. */
final class Tables {

    private static final String SELECT = "select id, database_name, name, columns from kusto_table ";

    private final Disk disk;

    Tables(Disk disk) {
        this.disk = disk;
    }

    List<Table> all() {
        return select(disk.sql().sql(SELECT + "order by lower(database_name), name"));
    }

    List<Table> in(String database) {
        return select(disk.sql()
                .sql(SELECT + "where lower(database_name) = lower(?) order by name")
                .param(database));
    }

    List<String> databases() {
        return disk.sql()
                .sql("select min(database_name) from kusto_table group by lower(database_name) order by 1")
                .query((row, number) -> row.getString(1))
                .list();
    }

    Optional<Table> find(String database, String name) {
        return in(database).stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** @throws Refusal where there is no such table */
    Table get(String database, String name) {
        return find(database, name).orElseThrow(() -> Refusal.notFound("Table", name));
    }

    /** Creates the table, or answers it as it is where it exists already, as Kusto does. */
    Table create(String database, String name, List<Column> columns) {
        return disk.write(() -> find(database, name).orElseGet(() -> insert(database, name, columns)));
    }

    /** Creates the table, or adds those columns it lacks. A column of another type than asked for is refused. */
    Table merge(String database, String name, List<Column> columns) {
        return disk.write(() -> find(database, name)
                .map(table -> widen(table, columns))
                .orElseGet(() -> insert(database, name, columns)));
    }

    boolean drop(Table table) {
        return disk.write(() -> {
            for (String kept : List.of("kusto_row", "kusto_tag", "kusto_object")) {
                disk.sql()
                        .sql("delete from " + kept + " where table_id = ?")
                        .param(table.id())
                        .update();
            }
            return disk.sql()
                            .sql("delete from kusto_table where id = ?")
                            .param(table.id())
                            .update()
                    == 1;
        });
    }

    private Table insert(String database, String name, List<Column> columns) {
        disk.sql()
                .sql("insert into kusto_table (database_name, name, columns) values (?, ?, ?)")
                .params(database, name, new Table(0, database, name, columns).cslSchema())
                .update();
        return get(database, name);
    }

    private Table widen(Table table, List<Column> wanted) {
        List<Column> columns = new ArrayList<>(table.columns());
        for (Column column : wanted) {
            Optional<Column> present = table.column(column.name());
            if (present.isEmpty()) {
                columns.add(column);
            } else if (present.get().type() != column.type()) {
                throw Refusal.syntax("Column '" + column.name() + "' of table '" + table.name() + "' is of type "
                        + present.get().type().kusto() + " and cannot become "
                        + column.type().kusto() + ".");
            }
        }
        Table wider = new Table(table.id(), table.database(), table.name(), columns);
        disk.sql()
                .sql("update kusto_table set columns = ? where id = ?")
                .params(wider.cslSchema(), table.id())
                .update();
        return wider;
    }

    private static List<Table> select(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, number) -> new Table(
                        row.getLong("id"),
                        row.getString("database_name"),
                        row.getString("name"),
                        SchemaText.columns(row.getString("columns"))))
                .list();
    }
}
