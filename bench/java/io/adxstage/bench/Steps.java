package io.adxstage.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The benchmarks of single steps, by JMH. */
final class Steps {

    private static final Map<String, String> NAMES = Map.of(
            "ProjectionBenchmark.oursWithChecks", "projection with checks",
            "ProjectionBenchmark.ours", "projection",
            "ProjectionBenchmark.jacksonTree", "Jackson tree",
            "SpoolBenchmark.compress", "compression",
            "SpoolBenchmark.append", "append to the spool, synced");

    private Steps() {}

    static Map<String, Figures.Operation> measure() throws RunnerException {
        var options = new OptionsBuilder()
                .include("io.adxstage.*Benchmark")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
        Map<String, Figures.Operation> measured = new LinkedHashMap<>();
        for (RunResult result : new Runner(options).run()) {
            String[] parts = result.getParams().getBenchmark().split("\\.");
            String key = parts[parts.length - 2] + "." + parts[parts.length - 1];
            measured.put(
                    NAMES.getOrDefault(key, key),
                    new Figures.Operation(
                            result.getPrimaryResult().getScore(),
                            result.getPrimaryResult().getScoreError(),
                            result.getSecondaryResults().get("gc.alloc.rate.norm").getScore()));
        }
        return measured;
    }
}
