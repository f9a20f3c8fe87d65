package io.adxstage.flow;

import io.adxstage.adx.SetupCommands;
import io.adxstage.adx.TableFacts;
import io.adxstage.adx.TableFacts.Batching;
import io.adxstage.stage.Stage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a row takes from the message to the table at most, as far as batching decides it; the ingestion itself takes
 * seconds more.
 *
 * @param seconds what the stage collects for, and what the cluster gathers for on top of it where it is queued
 * @param sentence where the time goes
 * @param command what would make it shorter; absent where nothing sensible would
 * @param cost what that takes; absent where there is no command
 */
public record Latency(
        long seconds,
        String sentence,
        @Nullable String command,
        @Nullable String cost) {

    private static final String COST =
            "Smaller batches cost the cluster more: each is an extent of its own, to be written"
                    + " and later merged. It takes no less than 10 s, and the policy holds for all who ingest into this table.";

    /** Empty where the cluster's share is not known. */
    static Optional<Latency> of(Stage stage, TableFacts facts) {
        Duration own = stage.batch().time().duration();
        if (streams(stage, facts)) {
            return Optional.of(new Latency(
                    ceil(own),
                    "The stage collects for " + words(own) + "; streamed rows are there at once.",
                    null,
                    null));
        }
        return Optional.ofNullable(facts.batching()).map(batching -> queued(stage, own, batching));
    }

    private static boolean streams(Stage stage, TableFacts facts) {
        return switch (stage.ingestion()) {
            case QUEUED -> false;
            case STREAMING -> true;
            case MANAGED -> Boolean.TRUE.equals(facts.streaming());
        };
    }

    private static Latency queued(Stage stage, Duration own, Batching batching) {
        Duration suitable = SetupCommands.suitableBatching(own);
        boolean shorter = suitable.compareTo(batching.time()) < 0;
        return new Latency(
                ceil(own.plus(batching.time())),
                "The stage collects for " + words(own) + ", then the cluster gathers for up to "
                        + words(batching.time()) + " (" + origin(batching) + ").",
                shorter ? SetupCommands.batchingTime(stage.table(), suitable, batching) : null,
                shorter ? COST : null);
    }

    /** Whose policy it is. */
    static String origin(Batching batching) {
        return switch (batching.origin()) {
            case TABLE -> "the table's batching policy";
            case DATABASE -> "the database's batching policy";
            case DEFAULT -> "the default, as neither table nor database has a batching policy";
        };
    }

    private static long ceil(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }

    /** {@code 5 min}, {@code 1 min 30 s}, {@code 300 ms}. */
    static String words(Duration time) {
        StringBuilder words = new StringBuilder();
        append(words, time.toHours(), "h");
        append(words, time.toMinutesPart(), "min");
        append(words, time.toSecondsPart(), "s");
        append(words, time.toMillisPart(), "ms");
        return words.isEmpty() ? String.format(Locale.ROOT, "%d ns", time.toNanos()) : words.toString();
    }

    private static void append(StringBuilder words, long count, String unit) {
        if (count > 0) {
            words.append(words.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
        }
    }
}
