package io.adxstage.local.kusto;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What is kept beside a table: its ingestion mappings and its policies. */
final class TableObjects {

    private final Disk disk;

    TableObjects(Disk disk) {
        this.disk = disk;
    }

    /** @param kind {@code json} or {@code csv} for a mapping, the policy's name for a policy */
    record Kept(String kind, String name, String body, Instant updated) {}

    List<Kept> all(Table table) {
        return disk.sql()
                .sql("select kind, name, body, updated from kusto_object where table_id = ? order by kind, name")
                .param(table.id())
                .query((row, number) -> new Kept(
                        row.getString("kind"),
                        row.getString("name"),
                        row.getString("body"),
                        row.getObject("updated", OffsetDateTime.class).toInstant()))
                .list();
    }

    Optional<Kept> find(Table table, String kind, String name) {
        return all(table).stream()
                .filter(kept -> kept.kind().equals(kind) && kept.name().equals(name))
                .findFirst();
    }

    Kept put(Table table, String kind, String name, String body) {
        Kept kept = new Kept(kind, name, body, Instant.now());
        disk.write(() -> disk.sql()
                .sql("merge into kusto_object (table_id, kind, name, body, updated) values (?, ?, ?, ?, ?)")
                .params(table.id(), kind, name, body, kept.updated().atOffset(ZoneOffset.UTC))
                .update());
        return kept;
    }

    boolean remove(Table table, String kind, String name) {
        return disk.write(() -> disk.sql()
                        .sql("delete from kusto_object where table_id = ? and kind = ? and name = ?")
                        .params(table.id(), kind, name)
                        .update()
                > 0);
    }
}
