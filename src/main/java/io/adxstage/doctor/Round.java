package io.adxstage.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checks of one examination: each on a thread of its own, as soon as those it depends on are well, all within one
 * time. What is not done then is told as such, and left behind.
 */
final class Round implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Round.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final long end;
    private final Duration budget;
    private final List<Pending<?>> told = new ArrayList<>();

    Round(Duration budget) {
        this.budget = budget;
        this.end = System.nanoTime() + budget.toNanos();
    }

    /** A check under way. */
    record Pending<T>(Subject subject, String about, CompletableFuture<Verdict<T>> verdict) {

        /** What it found; to be asked by who depends on it. */
        T found() {
            return Objects.requireNonNull(verdict.join().found());
        }

        private Check check(Verdict<T> known) {
            return new Check(subject, about, known.status(), known.detail(), known.fix());
        }
    }

    /** Begins a check; it is tried once the first ones are well, and told in the order of these calls. */
    <T> Pending<T> check(Subject subject, List<Pending<?>> first, Callable<Verdict<T>> body) {
        return check(subject, "", first, body);
    }

    <T> Pending<T> check(Subject subject, String about, List<Pending<?>> first, Callable<Verdict<T>> body) {
        Pending<T> pending = begun(subject, about, first, body);
        told.add(pending);
        return pending;
    }

    /** The same for what only serves other checks. */
    <T> Pending<T> quietly(Subject subject, List<Pending<?>> first, Callable<Verdict<T>> body) {
        return begun(subject, "", first, body);
    }

    private <T> Pending<T> begun(Subject subject, String about, List<Pending<?>> first, Callable<Verdict<T>> body) {
        CompletableFuture<Verdict<T>> verdict = new CompletableFuture<>();
        Pending<T> pending = new Pending<>(subject, about, verdict);
        threads.execute(() -> verdict.complete(tried(pending, first, body)));
        return pending;
    }

    private static <T> Verdict<T> tried(Pending<T> pending, List<Pending<?>> first, Callable<Verdict<T>> body) {
        try {
            for (Pending<?> one : first) {
                Verdict<?> known = one.verdict().get();
                if (known.found() == null) {
                    String because = known.because();
                    return Verdict.notTried(because == null ? one.subject().because() : because);
                }
            }
            return body.call();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Verdict.failed("It was interrupted.", null);
        } catch (ExecutionException | RuntimeException unexpected) {
            return unforeseen(pending, unexpected);
        } catch (Exception unexpected) {
            return unforeseen(pending, unexpected);
        }
    }

    private static <T> Verdict<T> unforeseen(Pending<T> pending, Exception unexpected) {
        log.error("The check {} of a connection test failed", pending.subject().key(), unexpected);
        return Verdict.failed("This could not be checked; the log tells why.", null);
    }

    /** What is left, for a check that ends before the round does; never more than the most. */
    Duration patience(Duration most) {
        Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime())).minusMillis(250);
        Duration some = left.compareTo(most) < 0 ? left : most;
        return some.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : some;
    }

    /** All checks, once they are done or the time is over. */
    List<Check> checks() {
        return checks(Progress.UNHEARD);
    }

    /** The same, and tells of each as it is done. */
    List<Check> checks(Progress progress) {
        progress.begun(told.stream()
                .map(pending -> new Progress.Look(pending.subject(), pending.about()))
                .toList());
        var done = new LinkedBlockingQueue<Integer>();
        var checks = new ArrayList<CompletableFuture<Check>>();
        for (Pending<?> pending : told) {
            int place = checks.size();
            checks.add(inTime(pending).whenComplete((check, wrong) -> done.add(place)));
        }
        try {
            for (int i = 0; i < checks.size(); i++) {
                int place = done.take();
                progress.done(place, checks.get(place).join());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return checks.stream().map(CompletableFuture::join).toList();
    }

    private <T> CompletableFuture<Check> inTime(Pending<T> pending) {
        long left = Math.max(1, end - System.nanoTime());
        return pending.verdict()
                .copy()
                .completeOnTimeout(tooLate(), left, TimeUnit.NANOSECONDS)
                .thenApply(pending::check);
    }

    private <T> Verdict<T> tooLate() {
        return Verdict.failed("There was no answer within the " + budget.toSeconds() + " seconds of a test.", null);
    }

    /** Does not wait. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
