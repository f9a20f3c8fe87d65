package io.adxstage.api;

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
import java.util.List;
import java.util.Optional;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;

/** Running stages that run nothing: they answer what a test lays into them. */
class FakeRunningStages {

    static final TableReport TABLE = new TableReport(
            true,
            "Values are checked against the table's columns.",
            new Latency(
                    360,
                    "The stage collects for 1 min, then the cluster gathers for up to 5 min.",
                    ".alter table ['ovens'] policy ingestionbatching '{}'",
                    "Smaller batches cost the cluster more."),
            List.of(new Mismatch("b", "int", 3, "71.5", "null"), new Mismatch("c", null, 1, "\"x\"", "dropped")));

    static final StageStatus QUIET =
            status(StageState.RUNNING, "Receives from the broker and sends to the cluster.", null);

    private final Stages stages;
    StageStatus status = QUIET;
    List<BatchView> batches = List.of();
    List<Letter> letters = List.of();
    Replay replay = new Replay.Replayed(0, 0);
    long undelivered;
    final List<String> asked = new ArrayList<>();

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

    private Object answer(Method asked, Object[] arguments) throws Throwable {
        try {
            return FakeRunningStages.class
                    .getDeclaredMethod(asked.getName(), asked.getParameterTypes())
                    .invoke(this, arguments);
        } catch (NoSuchMethodException e) {
            // What the container asks of the real ones: they neither start nor run, and hear no news.
            return asked.getReturnType() == boolean.class
                    ? (Object) false
                    : asked.getReturnType() == int.class ? 0 : null;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    static StageStatus status(StageState state, String detail, String lastError) {
        return new StageStatus(
                state,
                detail,
                new Counters(10, 1, 2, 3, 4, 0, 0, 0, 4, 0),
                1.5,
                0.5,
                4096,
                7L,
                0,
                Instant.parse("2023-08-10T00:54:58Z"),
                lastError,
                lastError == null ? null : Instant.parse("2023-08-10T00:55:00Z"),
                null,
                DeliveryReport.idle(Stage.Ingestion.QUEUED),
                TABLE,
                ArrivalReport.NOTHING);
    }

    static BatchView batch(String id, String state) {
        var created = Instant.parse("2023-08-10T00:54:58Z");
        return new BatchView(id, state, 6, 512, 2048, 1, created, created, null, null, "db", "ovens", "refused");
    }

    StageStatus status(String id) {
        return status;
    }

    History history(String id) {
        var start = Instant.parse("2023-08-10T00:54:00Z");
        return new History(start, List.of(new History.Minute(start, 3, 2, 1)));
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
        if (undelivered > 0 && !discard) {
            return new Removal.Undelivered(undelivered);
        }
        return stages.remove(id, who).isPresent() ? new Removal.Removed() : new Removal.NoSuchStage();
    }

    List<BatchView> batches(String id) {
        return batches;
    }

    boolean deleteBatch(String id, String batchId) {
        asked.add("delete " + batchId);
        return batches.stream()
                .anyMatch(batch -> batch.id().equals(batchId) && batch.state().equals("failed"));
    }

    BatchAction retryBatch(String id, String batchId, RetryTarget target) {
        asked.add("retry " + batchId + " to " + target);
        return batches.stream()
                .filter(batch -> batch.id().equals(batchId))
                .findFirst()
                .<BatchAction>map(batch -> batch.state().equals("failed")
                        ? new BatchAction.Done(batch(batchId, "sealed"))
                        : new BatchAction.NotNow("Only a failed batch can be sent again; this one is being sent."))
                .orElseGet(BatchAction.NoSuchBatch::new);
    }

    Replay replayDeadLetters(String id) {
        asked.add("replay " + id);
        return replay;
    }

    void downloadDeadLetters(String id, OutputStream to) throws IOException {
        for (Letter letter : letters) {
            to.write((letter.payload() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    LetterPage deadLetters(String id, int offset, int limit) {
        return new LetterPage(letters.stream().skip(offset).limit(limit).toList(), letters.size());
    }

    long deleteDeadLetters(String id) {
        asked.add("delete letters of " + id);
        return letters.size();
    }
}
