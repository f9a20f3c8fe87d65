package io.adxstage.ui;

import io.adxstage.flow.ArrivalReport;
import io.adxstage.flow.BatchAction;
import io.adxstage.flow.BatchView;
import io.adxstage.flow.Counters;
import io.adxstage.flow.DeliveryReport;
import io.adxstage.flow.History;
import io.adxstage.flow.Latency;
import io.adxstage.flow.MappingCreation;
import io.adxstage.flow.Mismatch;
import io.adxstage.flow.Removal;
import io.adxstage.flow.Replay;
import io.adxstage.flow.RetryTarget;
import io.adxstage.flow.RunningStages;
import io.adxstage.flow.StageState;
import io.adxstage.flow.StageStatus;
import io.adxstage.flow.TableReport;
import io.adxstage.letters.Letter;
import io.adxstage.letters.LetterPage;
import io.adxstage.stage.Input;
import io.adxstage.stage.Stage;
import io.adxstage.store.Stages;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;

/** Running stages that run nothing: they answer what a test lays into them. */
class FakeRunningStages {

    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    static final TableReport TABLE = new TableReport(
            true,
            "Values are checked against the table's columns.",
            new Latency(
                    360,
                    "The stage collects for 1 min, then the cluster gathers for up to 5 min.",
                    ".alter table ['ovens'] policy ingestionbatching '{}'",
                    "Smaller batches cost the cluster more."),
            List.of(new Mismatch("b", "int", 3, "71.5", "null"), new Mismatch("c", null, 1, "\"x\"", "dropped")));

    final Map<String, StageStatus> statuses = new HashMap<>();
    final Map<String, List<BatchView>> batches = new HashMap<>();
    final Map<String, List<Letter>> letters = new HashMap<>();
    Replay replay = new Replay.Replayed(12, 3);
    final List<String> asked = new ArrayList<>();

    private final Stages stages;

    FakeRunningStages(Stages stages) {
        this.stages = stages;
    }

    /** This fake where {@link RunningStages} is wanted, which need not be constructed for that. */
    RunningStages disguised() {
        var factory = new ProxyFactory();
        factory.setTargetClass(RunningStages.class);
        factory.setProxyTargetClass(true);
        factory.addAdvice((MethodInterceptor) call -> answer(call.getMethod(), call.getArguments()));
        return (RunningStages) factory.getProxy();
    }

    /** What a fake does not say is nothing, zero or false: it has no life that a context would start or stop. */
    private Object answer(Method asked, Object[] arguments) throws Throwable {
        for (Method answer : FakeRunningStages.class.getDeclaredMethods()) {
            if (answer.getName().equals(asked.getName())
                    && Arrays.equals(answer.getParameterTypes(), asked.getParameterTypes())) {
                try {
                    return answer.invoke(this, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        }
        if (asked.getReturnType() == boolean.class) {
            return false;
        }
        return asked.getReturnType() == int.class ? 0 : null;
    }

    static StageStatus status(StageState state, String detail, Counters counters, @Nullable String lastError) {
        return new StageStatus(
                state,
                detail,
                counters,
                12.4,
                0,
                48_213,
                4L,
                0,
                NOW,
                lastError,
                lastError == null ? null : NOW,
                null,
                DeliveryReport.idle(Stage.Ingestion.QUEUED),
                TableReport.NONE,
                ArrivalReport.NOTHING);
    }

    /** The same stage, whose batches go another way. */
    static StageStatus delivering(StageStatus status, DeliveryReport delivery) {
        return new StageStatus(
                status.state(),
                status.detail(),
                status.counters(),
                status.receivedPerSecond(),
                status.acceptedPerSecond(),
                status.pendingBytes(),
                status.oldestPendingSeconds(),
                status.deadLettersDropped(),
                status.lastAcceptedAt(),
                status.lastError(),
                status.lastErrorAt(),
                status.certificateExpiresAt(),
                delivery,
                status.table(),
                status.arrival());
    }

    static StageStatus withTable(TableReport table) {
        return new StageStatus(
                StageState.RUNNING,
                "Running.",
                new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                0,
                0,
                0,
                null,
                0,
                null,
                null,
                null,
                null,
                DeliveryReport.idle(Stage.Ingestion.QUEUED),
                table,
                ArrivalReport.NOTHING);
    }

    /** The same stage, of which more is known. */
    static StageStatus following(StageStatus status, ArrivalReport arrival) {
        return new StageStatus(
                status.state(),
                status.detail(),
                status.counters(),
                status.receivedPerSecond(),
                status.acceptedPerSecond(),
                status.pendingBytes(),
                status.oldestPendingSeconds(),
                status.deadLettersDropped(),
                status.lastAcceptedAt(),
                status.lastError(),
                status.lastErrorAt(),
                status.certificateExpiresAt(),
                status.delivery(),
                status.table(),
                arrival);
    }

    /** Rows of the last hour: so many in each minute, the same on all three ways. */
    static History hour(long... rows) {
        var start = Instant.parse("2026-03-04T04:07:00Z");
        return new History(
                start,
                java.util.stream.IntStream.range(0, History.MINUTES)
                        .mapToObj(i -> {
                            long count = rows.length == 0 ? 0 : rows[i % rows.length];
                            return new History.Minute(start.plusSeconds(60L * i), count, count, count);
                        })
                        .toList());
    }

    final Map<String, History> histories = new HashMap<>();

    History history(String id) {
        return histories.getOrDefault(id, hour());
    }

    StageStatus status(String id) {
        return statuses.getOrDefault(
                id,
                new StageStatus(
                        StageState.STOPPED,
                        "Stopped by hand.",
                        new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                        0,
                        0,
                        0,
                        null,
                        0,
                        null,
                        null,
                        null,
                        null,
                        DeliveryReport.idle(Stage.Ingestion.QUEUED),
                        TableReport.NONE,
                        ArrivalReport.NOTHING));
    }

    MappingCreation mapping = new MappingCreation.Done(List.of());

    MappingCreation createMapping(String id) {
        asked.add("mapping " + id);
        return mapping;
    }

    Optional<Input> input(Stage stage) {
        return Optional.ofNullable(stage.input());
    }

    void flush(String id) {
        asked.add("flush " + id);
    }

    Removal remove(String id, boolean discard, String who) {
        long rows = status(id).counters().failed();
        if (rows > 0 && !discard) {
            return new Removal.Undelivered(rows);
        }
        return stages.remove(id, who).isPresent() ? new Removal.Removed() : new Removal.NoSuchStage();
    }

    List<BatchView> batches(String id) {
        return batches.getOrDefault(id, List.of());
    }

    BatchAction retryBatch(String id, String batchId, RetryTarget target) {
        asked.add("retry " + batchId + " to " + target);
        return batches(id).stream()
                .filter(batch -> batch.id().equals(batchId))
                .findFirst()
                .<BatchAction>map(batch -> batch.state().equals("failed")
                        ? new BatchAction.Done(batch)
                        : new BatchAction.NotNow("Only a failed batch can be sent again."))
                .orElseGet(BatchAction.NoSuchBatch::new);
    }

    boolean deleteBatch(String id, String batchId) {
        asked.add("delete " + batchId);
        return batches(id).stream()
                .anyMatch(batch -> batch.id().equals(batchId) && batch.state().equals("failed"));
    }

    Replay replayDeadLetters(String id) {
        asked.add("replay " + id);
        return replay;
    }

    void downloadDeadLetters(String id, OutputStream to) throws IOException {
        for (Letter letter : letters.getOrDefault(id, List.of())) {
            to.write((letter.payload() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    long deleteDeadLetters(String id) {
        var deleted = letters.remove(id);
        return deleted == null ? 0 : deleted.size();
    }

    LetterPage deadLetters(String id, int offset, int limit) {
        var all = letters.getOrDefault(id, List.of());
        return new LetterPage(all.stream().skip(offset).limit(limit).toList(), all.size());
    }
}
