package io.adxstage.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Mosquitto on a free loopback port, in a process of its own. Keeps its sessions over a restart. */
public final class Mosquitto implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final List<String> config = new ArrayList<>();
    private Process process;

    private Mosquitto(Path folder) throws IOException {
        this.folder = folder;
        try (var free = new ServerSocket(0)) {
            this.port = free.getLocalPort();
        }
    }

    /** @param settings lines of {@code mosquitto.conf} besides the listener; without any, everybody may do everything */
    public static Mosquitto start(Path folder, String... settings) throws IOException {
        Files.createDirectories(folder);
        var mosquitto = new Mosquitto(folder);
        mosquitto.config.addAll(List.of(settings));
        if (settings.length == 0) {
            mosquitto.config.add("allow_anonymous true");
        }
        mosquitto.start();
        return mosquitto;
    }

    /** Its plugin of roles, which comes with it on Debian: unlike an ACL file it can refuse a subscription. */
    public static Optional<Path> rolesPlugin() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.map(folder -> folder.resolve("mosquitto_dynamic_security.so"))
                    .filter(Files::exists)
                    .findFirst();
        }
    }

    public void start() throws IOException {
        var lines = new ArrayList<>(List.of(
                "listener " + port + " 127.0.0.1",
                "persistence true",
                "persistence_location " + folder + "/",
                "autosave_interval 1"));
        if (ProcessHandle.current().info().user().filter("root"::equals).isPresent()) {
            // Otherwise it becomes user mosquitto, who cannot write here.
            lines.add("user root");
        }
        lines.addAll(config);
        var file = Files.write(folder.resolve("mosquitto.conf"), lines);
        process = new ProcessBuilder(Programs.find("mosquitto").orElseThrow().toString(), "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::answers);
    }

    private boolean answers() {
        try (var socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    /** Stops it; what it keeps on disk stays. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Loses what it keeps on disk. To be called when stopped. */
    public void forget() throws IOException {
        Files.deleteIfExists(folder.resolve("mosquitto.db"));
    }

    /** SIGKILL: what it had not saved is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
