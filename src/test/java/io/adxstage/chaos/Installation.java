package io.adxstage.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.Mosquitto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged jar, laid out by its own {@code jarmode=tools} as the image has it, with what a start has learnt, as the image
 * has that, too (from JDK 25 on; before, an archive of classes): it starts in a third of the time, and a kill wants a start.
 */
public final class Installation {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** After so many rows, what a message takes is compiled. */
    private static final int LEARNT = 20_000;

    private final Path folder;

    private Installation(Path folder) {
        this.folder = folder;
    }

    /** @param jar as Maven left it */
    public static Installation of(Path jar, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var log = folder.resolve("extract.log");
        var extract = new ProcessBuilder(
                        JAVA, "-Djarmode=tools", "-jar", jar.toString(), "extract", "--force", "--destination", "app")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(extract.waitFor(60, TimeUnit.SECONDS) && extract.exitValue() == 0)
                .as("extracting %s, see %s", jar, log)
                .isTrue();
        var installation = new Installation(folder);
        installation.learn();
        return installation;
    }

    /**
     * As the Dockerfile does: messages come in from a broker and are delivered, so that all of the way is learnt. The JVM
     * writes down what it has learnt when it ends in peace, which is not what happens to it later.
     */
    private void learn() throws IOException, InterruptedException {
        Path training = Files.createDirectories(folder.resolve("training"));
        try (var broker = Mosquitto.start(training.resolve("broker"));
                var service = new Service(
                        this,
                        training,
                        List.of(
                                "--spring.profiles.active=local",
                                "--adx-stage.local.mqtt-port=" + broker.port(),
                                "--adx-stage.local.adx-port=0",
                                "--adx-stage.local.publish-every=100us"))) {
            service.start();
            Moments.until(
                    "rows of the training are delivered",
                    Duration.ofMinutes(2),
                    () -> service.status("local-oven").count("accepted") > LEARNT);
            service.stop();
        }
    }

    /** See the Dockerfile. */
    private List<String> whatWasLearnt() {
        Path cache = folder.resolve("adx-stage.aot");
        if (Runtime.version().feature() < 25) {
            return List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + folder.resolve("classes.jsa"));
        }
        return List.of((Files.exists(cache) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + cache);
    }

    /** The service with these settings. */
    List<String> command(List<String> settings) {
        var command = new ArrayList<>(List.of(JAVA, "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(whatWasLearnt());
        command.addAll(
                List.of("-jar", folder.resolve("app").resolve("adx-stage.jar").toString()));
        command.addAll(settings);
        return command;
    }

    /** A program of this test's class path, in a process of its own. */
    static Child program(Class<?> main, Path log, String heap, String... arguments) throws IOException {
        var command =
                new ArrayList<>(List.of(JAVA, "-Xmx" + heap, "-XX:+UseSerialGC", "-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        return Child.start(log, Map.of(), command);
    }

    /** Maven's plugins put the real one aside, behind a jar that names it. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
