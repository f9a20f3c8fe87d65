package io.adxstage.flow;

import io.adxstage.adx.LiveTables;
import io.adxstage.adx.TableKnowledge;
import io.adxstage.message.ColumnType;
import io.adxstage.message.Guard;
import io.adxstage.message.Misfit;
import io.adxstage.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps a stage's guard in line with its table as it is on the cluster, while the stage runs. */
final class TableCheck implements AutoCloseable {

    /** How long a stage that is to do something about misfits waits for its table before it takes messages. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Guard guard;
    private final LiveTables.Watch watch;
    private final CountDownLatch looked = new CountDownLatch(1);
    private long foundBefore;

    /** @throws io.adxstage.stage.SecretUnavailable where the identity's secret cannot be found */
    TableCheck(Stage stage, LiveTables tables) {
        this.guard = new Guard(stage.columns(), stage.onMismatch());
        this.watch = tables.watch(stage, this::learn);
    }

    private void learn(TableKnowledge knowledge) {
        if (knowledge instanceof TableKnowledge.Known known) {
            guard.know(ColumnType.named(known.facts().types()));
        } else {
            guard.forget();
        }
        looked.countDown();
    }

    Guard guard() {
        return guard;
    }

    TableKnowledge knowledge() {
        return watch.knowledge();
    }

    /** Waits a moment for the first look; a cluster that does not answer keeps no stage from running. */
    void awaitFirstLook() {
        try {
            var unused = looked.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    /** To be called now and then: new misfits may mean that the table was changed a moment ago. */
    void lookAfter() {
        long found = guard.found().stream().mapToLong(Misfit::count).sum();
        if (found > foundBefore) {
            watch.refresh();
        }
        foundBefore = found;
    }

    List<Misfit> found() {
        return guard.found();
    }

    @Override
    public void close() {
        watch.close();
    }
}
