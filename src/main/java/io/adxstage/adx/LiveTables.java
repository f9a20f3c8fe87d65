package io.adxstage.adx;

import io.adxstage.stage.SecretUnavailable;
import io.adxstage.stage.Stage;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.stereotype.Component;

/**
 * What is known of the tables that stages write to: one record for each cluster, identity, database and table. It is read
 * in the background, every five minutes and when asked, never while a message waits.
 */
@Component
public class LiveTables implements Tables {

    private final Clusters clusters;
    private final SimpleAsyncTaskScheduler timer = new SimpleAsyncTaskScheduler();
    private final Map<Key, LiveTable> tables = new HashMap<>();

    LiveTables(Clusters clusters) {
        this.clusters = clusters;
        timer.setVirtualThreads(true);
        timer.setThreadNamePrefix("table-");
    }

    /** The connection stands for cluster and identity. */
    private record Key(Cluster cluster, String database, String table) {}

    /**
     * Keeps an eye on a stage's table until the watch is closed.
     *
     * @param told on another thread, each time the table was read
     * @throws SecretUnavailable where the identity's secret cannot be found
     */
    public Watch watch(Stage stage, Consumer<TableKnowledge> told) {
        Clusters.Lease lease = clusters.lease(stage.clusterUrl(), stage.authentication());
        Key key = new Key(lease.cluster(), stage.database(), stage.table());
        synchronized (this) {
            LiveTable table = tables.computeIfAbsent(
                    key,
                    absent -> new LiveTable(
                            patience -> TableReader.read(
                                    lease.cluster(), stage.database(), stage.table(), grant(stage), patience),
                            timer));
            return new Watch(key, table, lease, told);
        }
    }

    /** A right to know a table, until it is closed. */
    public final class Watch implements AutoCloseable {

        private final Key key;
        private final LiveTable table;
        private final Clusters.Lease lease;
        private final Consumer<TableKnowledge> told;

        private Watch(Key key, LiveTable table, Clusters.Lease lease, Consumer<TableKnowledge> told) {
            this.key = key;
            this.table = table;
            this.lease = lease;
            this.told = told;
            table.tell(told);
        }

        /** What is known at this moment; does not wait. */
        public TableKnowledge knowledge() {
            return table.knowledge();
        }

        /** Has the table read again soon, unless it is being read or was within the last 30 seconds. */
        public void refresh() {
            table.refreshSoon();
        }

        @Override
        public void close() {
            synchronized (LiveTables.this) {
                if (table.tellNoMore(told)) {
                    tables.remove(key, table);
                }
            }
            lease.close();
        }
    }

    @Override
    public TableKnowledge look(Stage stage, Duration patience) {
        try (Clusters.Lease lease = clusters.lease(stage.clusterUrl(), stage.authentication())) {
            return TableReader.read(lease.cluster(), stage.database(), stage.table(), grant(stage), patience);
        } catch (SecretUnavailable | IllegalArgumentException unusable) {
            return new TableKnowledge.Unknown(String.valueOf(unusable.getMessage()));
        }
    }

    private static String grant(Stage stage) {
        return SetupCommands.letRead(stage.database(), stage.authentication()).orElse(".add database viewers");
    }

    @PreDestroy
    void stop() {
        timer.close();
    }
}
