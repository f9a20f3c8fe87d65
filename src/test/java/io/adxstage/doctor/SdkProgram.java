package io.adxstage.doctor;

import io.adxstage.testing.HostNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs {@link SdkAlone} in a process of its own. */
final class SdkProgram {

    /**
     * The client waits for a refresh on the thread that brought the answer to its upload. With the JDK's HTTP client that is
     * one of the common pool's, which on two cores and JDK 25 has a single one: the refresh's own answer waits for it, and
     * the client gives up after 15 seconds, about every other time. The pool of a larger machine is free of that.
     */
    private static final String LARGER_MACHINE = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4";

    private SdkProgram() {}

    /** Blocks until all are asked, each for three minutes at most. In the order of what was asked. */
    static List<SdkAlone.Said> run(Path dir, Path bundle, String authority, Path file, List<SdkAlone.Asked> asked)
            throws IOException, InterruptedException {
        Path order = dir.resolve("order.json");
        Files.writeString(
                order,
                SdkAlone.JSON.writeValueAsString(
                        new SdkAlone.Order(bundle.toString(), authority, file.toString(), HostNames.mapped(), asked)));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        LARGER_MACHINE,
                        "-Djdk.httpclient.allowRestrictedHeaders=connection",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SdkAlone.class.getName(),
                        order.toString())
                .redirectErrorStream(true)
                .start();
        try {
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<SdkAlone.Said> said = lines.stream()
                    .filter(line -> line.startsWith(SdkAlone.MARK))
                    .map(line -> SdkAlone.JSON.readValue(line.substring(SdkAlone.MARK.length()), SdkAlone.Said.class))
                    .toList();
            if (said.size() != asked.size()) {
                throw new IOException("The vendor's client was asked " + asked.size() + " times, and answered "
                        + said.size() + ": " + String.join("\n", lines));
            }
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
