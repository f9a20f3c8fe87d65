package io.adxstage.doctor;

import io.adxstage.adx.Answer;
import io.adxstage.adx.Cluster.Service;
import io.adxstage.adx.ClusterProbe;
import io.adxstage.adx.KustoText;
import io.adxstage.adx.Reach;
import io.adxstage.adx.Trouble;
import io.adxstage.adx.Uploads;
import io.adxstage.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Whether the identity may ingest, and whether the way that batches take is open. */
record RightsChecks(Round round, ClusterProbe probe, Stage stage) {

    private static final Duration STEP = Duration.ofSeconds(8);

    /** @param ingestion the service that names the places */
    Round.Pending<Uploads> ask(Round.Pending<?> ingestion) {
        return round.quietly(Subject.INGEST_RIGHT, List.of(ingestion), () -> {
            Uploads uploads = probe.uploads(round.patience(STEP));
            Verdict<Uploads> asked = Verdict.passed("", uploads);
            return asked;
        });
    }

    void ingestRight(Round.Pending<Uploads> uploads) {
        round.check(Subject.INGEST_RIGHT, List.of(uploads), () -> switch (uploads.found()) {
            case Uploads.Named named -> roles();
            case Uploads.NotNamed(Answer.Failed why) -> notNamed(why);
        });
    }

    private Verdict<Boolean> notNamed(Answer.Failed why) {
        Mends mends = new Mends(stage);
        return switch (why.trouble()) {
            case FORBIDDEN, UNAUTHORIZED ->
                Verdict.failed(
                        "The identity may not ingest into " + stage.database()
                                + ": the cluster does not tell it where to upload. It needs the role Database Ingestor.",
                        mends.grantIngest());
            default -> Verdict.failed(why.sentence(), null);
        };
    }

    /** Everybody may ask for the roles they have themselves; where not, the first batch tells. */
    private Verdict<Boolean> roles() {
        Mends mends = new Mends(stage);
        String where = stage.database() + "." + stage.table();
        Answer answer = probe.command(
                Service.ENGINE,
                stage.database(),
                ".show table " + KustoText.name(stage.table()) + " principal roles",
                round.patience(STEP));
        if (!(answer instanceof Answer.Table(var rows))) {
            return new Verdict<>(
                    Check.Status.SKIPPED,
                    "The cluster lets the identity ingest somewhere; whether into " + where
                            + " it does not say, the first batch will. This grants it.",
                    mends.grantIngest(),
                    null,
                    null);
        }
        List<String> roles =
                rows.stream().map(row -> row.text("Role")).distinct().toList();
        boolean ingests = roles.stream()
                .map(role -> role.toLowerCase(Locale.ROOT))
                .anyMatch(role -> role.contains("ingestor") || role.contains("admin"));
        return ingests
                ? Verdict.passed("The identity may ingest into " + where + ".", true)
                : Verdict.warning(
                        "None of the identity's roles for " + where + " lets it ingest"
                                + (roles.isEmpty() ? "" : " (" + String.join(", ", roles) + ")")
                                + ". It needs the role Database Ingestor.",
                        mends.grantIngest(),
                        true);
    }

    void storage(Round.Pending<Uploads> uploads) {
        round.check(Subject.STORAGE_CONTAINER, List.of(uploads), () -> places(uploads.found(), "storage", true));
        round.check(Subject.STORAGE_QUEUE, List.of(uploads), () -> places(uploads.found(), "queue", false));
    }

    private Verdict<Boolean> places(Uploads uploads, String what, boolean containers) throws InterruptedException {
        return switch (uploads) {
            case Uploads.NotNamed(Answer.Failed why) ->
                Verdict.notTried(
                        why.trouble() == Trouble.FORBIDDEN
                                ? Subject.INGEST_RIGHT.because()
                                : "the cluster named no place to upload to");
            case Uploads.Named named -> looked(containers ? named.containers() : named.queues(), what);
        };
    }

    static Verdict<Boolean> looked(List<Uploads.Place> places, String what) throws InterruptedException {
        List<Reach> reached = reached(places);
        List<Reach.NotReached> not = reached.stream()
                .filter(Reach.NotReached.class::isInstance)
                .map(Reach.NotReached.class::cast)
                .toList();
        String hosts = reached.stream().map(Reach::host).distinct().collect(Collectors.joining(", "));
        if (not.isEmpty()) {
            return Verdict.passed("The cluster's " + what + " can be reached: " + hosts + ".", true);
        }
        String fix = "Let this machine out to " + hosts + ", port 443.";
        return not.size() == reached.size()
                ? Verdict.failed(not.getFirst().why(), fix)
                : Verdict.warning(
                        not.getFirst().why() + " Others of the cluster's places answer, and are used instead.",
                        fix,
                        true);
    }

    /**
     * All at once, each on a thread of its own. The common pool is not for waiting: on a machine with two processors it has a
     * single thread, and the answers that are waited for come on it (JDK 25).
     */
    private static List<Reach> reached(List<Uploads.Place> places) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Reach>> looks = new ArrayList<>();
            places.forEach(place -> looks.add(place::look));
            return threads.invokeAll(looks).stream().map(Future::resultNow).toList();
        }
    }
}
