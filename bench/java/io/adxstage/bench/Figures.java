package io.adxstage.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What was measured. A part that was not run in this run is of an earlier one. */
final class Figures {

    /** @param memory the most it ever had, MiB */
    record Contender(List<Round> rounds, long memory) {}

    /** Before and after, MiB and threads. */
    record Idle(long memoryOfOne, long memoryOfAll, long threadsOfOne, long threadsOfAll) {}

    record Busy(List<Round> one, List<Round> many) {}

    /** @param nanos and bytes of one operation */
    record Operation(double nanos, double error, double bytes) {}

    /** @param memory the most it ever had, MiB */
    record Backlog(long rows, long memory, double perSecond) {}

    /** Shares of all samples, per cent. */
    record Seen(Map<String, Double> threads, Map<String, Double> methods) {}

    /** When each was measured and on what. */
    record When(String date, String machine) {}

    public Map<String, When> when = new LinkedHashMap<>();
    public Map<String, Map<String, Contender>> comparisons = new LinkedHashMap<>();
    public List<Round> window20 = List.of();
    public Map<String, Operation> operations = new LinkedHashMap<>();
    public @Nullable Backlog backlog;
    public @Nullable Idle idle;
    public @Nullable Busy busy;
    public List<Double> starts = List.of();
    public @Nullable Seen profile;

    static double median(List<Round> rounds, ToDoubleFunction<Round> of) {
        return median(rounds.stream().mapToDouble(of).toArray());
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    static String spread(String format, List<Round> rounds, ToDoubleFunction<Round> of) {
        double[] values = rounds.stream().mapToDouble(of).toArray();
        return String.format(
                Locale.ROOT,
                format + " (" + format + " to " + format + ")",
                median(values),
                Arrays.stream(values).min().orElse(0),
                Arrays.stream(values).max().orElse(0));
    }
}
