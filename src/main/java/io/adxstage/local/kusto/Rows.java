package io.adxstage.local.kusto;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The rows of the tables, in the order they came, and the tags they came with. */
final class Rows {

    private static final int ROWS_AT_ONCE = 1_000;

    private final Disk disk;

    Rows(Disk disk) {
        this.disk = disk;
    }

    /** Whatever yields rows; it may give up with an exception, and then none of them is kept. */
    @FunctionalInterface
    interface Source {
        void into(Consumer<ObjectNode> sink);
    }

    /** Appends all rows and their tags in one transaction, and answers how many. */
    long append(Table table, Collection<String> tags, Source source) {
        return disk.write(() -> {
            Appender appender = new Appender(table);
            source.into(appender::add);
            appender.flush();
            tags.forEach(tag -> disk.sql()
                    .sql("merge into kusto_tag (table_id, tag) values (?, ?)")
                    .params(table.id(), tag)
                    .update());
            disk.sql()
                    .sql("update kusto_table set row_count = row_count + ? where id = ?")
                    .params(appender.count, table.id())
                    .update();
            return appender.count;
        });
    }

    boolean hasTag(Table table, String tag) {
        return disk.sql()
                        .sql("select count(*) from kusto_tag where table_id = ? and tag = ?")
                        .params(table.id(), tag)
                        .query(Long.class)
                        .single()
                > 0;
    }

    long count(Table table) {
        return disk.sql()
                .sql("select row_count from kusto_table where id = ?")
                .param(table.id())
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** The last rows, oldest first, each with every column of the table, in its order. */
    List<ObjectNode> last(Table table, long limit) {
        return select(
                table,
                "select document from (select seq, document from kusto_row where table_id = ? order by seq desc limit ?)"
                        + " order by seq",
                limit);
    }

    /** The first rows, oldest first. */
    List<ObjectNode> first(Table table, long limit) {
        return select(table, "select document from kusto_row where table_id = ? order by seq limit ?", limit);
    }

    void clear(Table table) {
        disk.write(() -> disk.sql()
                        .sql("delete from kusto_row where table_id = ?")
                        .param(table.id())
                        .update()
                + disk.sql()
                        .sql("delete from kusto_tag where table_id = ?")
                        .param(table.id())
                        .update()
                + disk.sql()
                        .sql("update kusto_table set row_count = 0 where id = ?")
                        .param(table.id())
                        .update());
    }

    private List<ObjectNode> select(Table table, String statement, long limit) {
        return disk.sql()
                .sql(statement)
                .params(table.id(), limit)
                .query((row, number) -> complete(table, row.getString("document")))
                .list();
    }

    /** A column that was added after the row came is null there, or empty where it is a string. */
    private static ObjectNode complete(Table table, String document) {
        JsonNode kept = Json.MAPPER.readTree(document);
        ObjectNode row = Json.NODES.objectNode();
        for (Column column : table.columns()) {
            JsonNode value = kept.get(column.name());
            row.set(column.name(), value == null ? column.type().of(Json.nothing()) : value);
        }
        return row;
    }

    /** Gathers rows so that the database sees a thousand at once. */
    private final class Appender {
        private final Table table;
        private final List<Object[]> waiting = new ArrayList<>();
        private long count;

        Appender(Table table) {
            this.table = table;
        }

        void add(ObjectNode row) {
            waiting.add(new Object[] {table.id(), row.toString()});
            count++;
            if (waiting.size() == ROWS_AT_ONCE) {
                flush();
            }
        }

        void flush() {
            if (!waiting.isEmpty()) {
                disk.batches().batchUpdate("insert into kusto_row (table_id, document) values (?, ?)", waiting);
                waiting.clear();
            }
        }
    }
}
