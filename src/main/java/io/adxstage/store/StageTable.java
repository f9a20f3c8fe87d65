package io.adxstage.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The SQL of the store. Each change is a transaction of its own, committed and on the disk when its method returns. */
@Repository
class StageTable {

    private static final String CURRENT = """
            select s.id, r.version, r.document, r.saved_at, r.saved_by
            from stage s join stage_revision r on r.stage_id = s.id and r.version = s.version
            where s.deleted_at is null""";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final boolean isFile;

    StageTable(JdbcClient jdbc, PlatformTransactionManager transactions, JdbcConnectionDetails database) {
        this.jdbc = jdbc;
        this.isFile = database.getJdbcUrl().startsWith("jdbc:h2:file:");
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** @param document with its secrets sealed */
    record Row(String id, long version, String document, Instant savedAt, String savedBy) {

        @Override
        public String toString() {
            return "Row[" + id + " version " + version + "]";
        }
    }

    List<Row> all() {
        return jdbc.sql(CURRENT).query(StageTable::row).list();
    }

    Optional<Row> find(String id) {
        return jdbc.sql(CURRENT + " and s.id = ?")
                .param(id)
                .query(StageTable::row)
                .optional();
    }

    /** Newest first. */
    List<Row> revisions(String id) {
        return jdbc.sql("""
                        select stage_id as id, version, document, saved_at, saved_by
                        from stage_revision where stage_id = ? order by version desc""").param(id).query(StageTable::row).list();
    }

    /** Also true of a deleted stage. */
    boolean everUsed(String id) {
        return jdbc.sql("select count(*) from stage where id = ?")
                        .param(id)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** @throws org.springframework.dao.DuplicateKeyException where the id was ever used */
    void insert(Row first) {
        change(() -> {
            jdbc.sql("insert into stage (id, version) values (?, ?)")
                    .params(first.id(), first.version())
                    .update();
            insertRevision(first);
            return true;
        });
    }

    /** Whether the row follows the newest version; if not, somebody else was faster and nothing was changed. */
    boolean update(Row next) {
        return change(() -> {
            int changed = jdbc.sql("update stage set version = ? where id = ? and version = ? and deleted_at is null")
                    .params(next.version(), next.id(), next.version() - 1)
                    .update();
            if (changed == 1) {
                insertRevision(next);
            }
            return changed == 1;
        });
    }

    /** Leaves the id and nothing else: secrets do not outlive their stage. False where there is no such stage. */
    boolean bury(String id, Instant when, String who) {
        return change(() -> {
            int changed = jdbc.sql(
                            "update stage set deleted_at = ?, deleted_by = ? where id = ? and deleted_at is null")
                    .params(atUtc(when), who, id)
                    .update();
            if (changed == 1) {
                jdbc.sql("delete from stage_revision where stage_id = ?")
                        .param(id)
                        .update();
            }
            return changed == 1;
        });
    }

    /** H2 leaves a commit to the system's buffers, where a power cut would lose it; PostgreSQL syncs by itself. */
    private boolean change(Supplier<Boolean> work) {
        boolean changed = Boolean.TRUE.equals(transaction.execute(status -> work.get()));
        if (changed && isFile) {
            jdbc.sql("checkpoint sync").update();
        }
        return changed;
    }

    private void insertRevision(Row row) {
        jdbc.sql("""
                        insert into stage_revision (stage_id, version, document, saved_at, saved_by)
                        values (?, ?, ?, ?, ?)""")
                .params(row.id(), row.version(), row.document(), atUtc(row.savedAt()), row.savedBy())
                .update();
    }

    private static Row row(ResultSet result, int number) throws SQLException {
        return new Row(
                result.getString("id"),
                result.getLong("version"),
                result.getString("document"),
                result.getObject("saved_at", OffsetDateTime.class).toInstant(),
                result.getString("saved_by"));
    }

    private static OffsetDateTime atUtc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
