package io.adxstage.local.kusto;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The embedded database that keeps tables and rows: a file, or memory for a test. One writer at a time. */
final class Disk implements AutoCloseable {

    private static final String[] SCHEMA = {
        // Rows stay beside their key up to this length, rather than in a large object of their own.
        "set max_length_inplace_lob 8192",
        """
        create table if not exists kusto_table (
            id bigint generated always as identity primary key,
            database_name varchar not null, name varchar not null, columns varchar not null,
            row_count bigint default 0 not null)""",
        """
        create table if not exists kusto_row (
            seq bigint generated always as identity primary key,
            table_id bigint not null, document clob not null)""",
        "create index if not exists kusto_row_of_table on kusto_row (table_id, seq)",
        """
        create table if not exists kusto_tag (
            table_id bigint not null, tag varchar not null, primary key (table_id, tag))""",
        """
        create table if not exists kusto_object (
            table_id bigint not null, kind varchar not null, name varchar not null, body varchar not null,
            updated timestamp with time zone not null, primary key (table_id, kind, name))"""
    };

    private final JdbcConnectionPool pool;
    /** The database closes with its last connection, so one stays open. */
    private final Connection keeper;

    private final JdbcTemplate template;
    private final JdbcClient client;
    private final TransactionTemplate transactions;
    private final ReentrantLock writer = new ReentrantLock();

    /** @param file without its ending; absent: in memory, gone when closed */
    Disk(@Nullable Path file) {
        String place = file == null ? "mem:" + UUID.randomUUID() : "file:" + file.toAbsolutePath();
        // What was accepted is in the file at once: the service may be killed, and counts on its rows then.
        String url = "jdbc:h2:" + place + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0";
        pool = JdbcConnectionPool.create(url, "sa", "");
        try {
            keeper = pool.getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException("The tables of the ADX stand-in cannot be opened: " + e.getMessage(), e);
        }
        template = new JdbcTemplate(pool);
        client = JdbcClient.create(template);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
        for (String statement : SCHEMA) {
            template.execute(statement);
        }
    }

    JdbcClient sql() {
        return client;
    }

    JdbcTemplate batches() {
        return template;
    }

    /** Runs a change as one transaction, alone; an exception undoes it. */
    <T> T write(Supplier<T> change) {
        writer.lock();
        try {
            T result = transactions.execute(status -> change.get());
            if (result == null) {
                throw new IllegalStateException("a change answers what came of it");
            }
            return result;
        } finally {
            writer.unlock();
        }
    }

    @Override
    public void close() {
        try {
            keeper.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The tables of the ADX stand-in cannot be closed: " + e.getMessage(), e);
        } finally {
            pool.dispose();
        }
    }
}
