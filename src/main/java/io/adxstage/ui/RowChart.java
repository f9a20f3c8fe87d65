package io.adxstage.ui;

import io.adxstage.flow.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Rows by the minute as three rows of bars over one another, on one scale: told apart by place and label, so that no
 * colour is needed. The same numbers as a table beside it, five minutes a line.
 *
 * @param most rows of the tallest bar
 * @param ticks times to write below, from the first minute to the last
 */
record RowChart(List<Lane> lanes, long most, List<Instant> ticks, List<Step> steps) {

    /** Of the drawing, in its own units: a minute is one wide. */
    static final int HEIGHT = 40;

    private static final int STEP = 5;
    private static final int TICK = 15;

    RowChart {
        lanes = List.copyOf(lanes);
        ticks = List.copyOf(ticks);
        steps = List.copyOf(steps);
    }

    /**
     * @param key ends the keys of its texts
     * @param most rows in its tallest minute
     * @param path its bars, as SVG writes them
     */
    record Lane(String key, long total, long most, Instant mostAt, String path) {}

    /** Five minutes from {@code start} on. */
    record Step(Instant start, long received, long accepted, long arrived) {}

    static RowChart of(History history) {
        List<History.Minute> minutes = history.minutes();
        long most = minutes.stream()
                .mapToLong(minute -> Math.max(minute.received(), Math.max(minute.accepted(), minute.arrived())))
                .max()
                .orElse(0);
        return new RowChart(
                List.of(
                        lane("received", minutes, most, History.Minute::received),
                        lane("accepted", minutes, most, History.Minute::accepted),
                        lane("arrived", minutes, most, History.Minute::arrived)),
                most,
                ticks(minutes),
                steps(minutes));
    }

    public boolean isEmpty() {
        return most == 0;
    }

    private static Lane lane(
            String key, List<History.Minute> minutes, long scale, ToLongFunction<History.Minute> rows) {
        var path = new StringBuilder();
        long total = 0;
        History.Minute tallest = minutes.getFirst();
        for (int i = 0; i < minutes.size(); i++) {
            long count = rows.applyAsLong(minutes.get(i));
            total += count;
            if (count > rows.applyAsLong(tallest)) {
                tallest = minutes.get(i);
            }
            if (count > 0) {
                // A single row is seen as well.
                double height = Math.max(1.5, (double) HEIGHT * count / scale);
                path.append(String.format(Locale.ROOT, "M%.1f %dv%.1fh.8v%.1fz", i + 0.1, HEIGHT, -height, height));
            }
        }
        return new Lane(key, total, rows.applyAsLong(tallest), tallest.start(), path.toString());
    }

    private static List<Instant> ticks(List<History.Minute> minutes) {
        var ticks = new ArrayList<Instant>();
        for (int i = 0; i < minutes.size(); i += TICK) {
            ticks.add(minutes.get(i).start());
        }
        ticks.add(minutes.getLast().start());
        return ticks;
    }

    /** The newest first. */
    private static List<Step> steps(List<History.Minute> minutes) {
        var steps = new ArrayList<Step>();
        for (int i = minutes.size() - STEP; i >= 0; i -= STEP) {
            List<History.Minute> part = minutes.subList(i, i + STEP);
            steps.add(new Step(
                    part.getFirst().start(),
                    part.stream().mapToLong(History.Minute::received).sum(),
                    part.stream().mapToLong(History.Minute::accepted).sum(),
                    part.stream().mapToLong(History.Minute::arrived).sum()));
        }
        return steps;
    }
}
