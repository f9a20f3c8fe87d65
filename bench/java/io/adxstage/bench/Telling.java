package io.adxstage.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** A program that says {@code ready}, and then {@code n <messages so far>}. */
final class Telling implements Contestant {

    private final String name;
    private final String topic;
    private final Path folder;
    private final Function<Path, List<String>> command;
    private Process process;

    /** @param command made from the folder that it may write to */
    Telling(String name, String topic, Path folder, Function<Path, List<String>> command) {
        this.name = name;
        this.topic = topic;
        this.folder = folder;
        this.command = command;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public void start() throws IOException {
        Files.createDirectories(folder);
        process = new ProcessBuilder(command.apply(folder))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        Awaitility.await(name + " is subscribed; see " + log())
                .atMost(Duration.ofMinutes(1))
                .until(() -> {
                    assertThat(process.isAlive()).as("alive; see " + log()).isTrue();
                    return said().contains("ready");
                });
    }

    private Path log() {
        return folder.resolve("log.txt");
    }

    private List<String> said() throws IOException {
        return Files.readAllLines(log());
    }

    @Override
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public long done() throws IOException {
        return said().stream()
                .filter(line -> line.startsWith("n "))
                .mapToLong(line -> Long.parseLong(line.substring(2)))
                .max()
                .orElse(0);
    }

    @Override
    public void close() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }
}
