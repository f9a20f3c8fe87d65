package io.adxstage.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A real Azurite, Microsoft's emulator of Azure Storage, on free loopback ports and in a process of its own: blobs, queues
 * and tables with real signatures. Needs {@link RequiresAzurite}; the build installs it by npm from the lock file in
 * {@code src/test/azurite}.
 */
public final class Azurite implements AutoCloseable {

    /** Of its own and made up, so that no key stands in any file. */
    private static final String ACCOUNT = "adxstagetests";

    private static final Path SCRIPT = Path.of("src/test/azurite/node_modules/azurite/dist/src/azurite.js");
    private static final Pattern LISTENING =
            Pattern.compile("Azurite (Blob|Queue|Table) service is successfully listening at (http://\\S+)");

    private final Process process;
    private final Path log;
    private final String key;

    private Azurite(Process process, Path log, String key) {
        this.process = process;
        this.log = log;
        this.key = key;
    }

    static boolean isInstalled() {
        return Programs.find("node").isPresent() && Files.isRegularFile(SCRIPT);
    }

    /** Started at the first call, stopped when the tests are through: its start takes seconds. */
    public static Azurite shared() {
        return Shared.AZURITE;
    }

    /** @param folder for what is stored, and the log */
    public static Azurite start(Path folder) throws IOException {
        Files.createDirectories(folder);
        var secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        var key = Base64.getEncoder().encodeToString(secret);
        var log = folder.resolve("azurite.log");
        var command = new ArrayList<>(List.of(
                Programs.find("node").orElseThrow().toString(),
                SCRIPT.toAbsolutePath().toString()));
        // The SDK speaks a newer version of the protocol, and the account is part of the path on a host without a name.
        command.addAll(List.of("--skipApiVersionCheck", "--loose", "--disableProductStyleUrl"));
        command.addAll(List.of("--disableTelemetry", "--silent", "--location", folder.toString()));
        for (var service : List.of("blob", "queue", "table")) {
            command.addAll(List.of("--" + service + "Host", "127.0.0.1", "--" + service + "Port", "0"));
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("AZURITE_ACCOUNTS", ACCOUNT + ":" + key);
        var azurite = new Azurite(builder.start(), log, key);
        Awaitility.await("Azurite listens")
                .atMost(Duration.ofSeconds(60))
                .until(() -> azurite.listening().count() == 3 || !azurite.process.isAlive());
        if (!azurite.process.isAlive()) {
            throw new IOException("Azurite did not start: " + Files.readString(log));
        }
        return azurite;
    }

    private Stream<Matcher> listening() {
        try {
            return Files.readAllLines(log).stream().map(LISTENING::matcher).filter(Matcher::find);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String url(String service) {
        var address = listening()
                .filter(line -> line.group(1).equals(service))
                .findFirst()
                .orElseThrow();
        return address.group(2) + "/" + ACCOUNT;
    }

    public String blobs() {
        return url("Blob");
    }

    public String queues() {
        return url("Queue");
    }

    public String tables() {
        return url("Table");
    }

    public String account() {
        return ACCOUNT;
    }

    /** Of the account: whoever has it may do everything. */
    public String key() {
        return key;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static final class Shared {
        private static final Azurite AZURITE;

        static {
            try {
                var folder = Files.createTempDirectory("adx-stage-azurite");
                AZURITE = start(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(folder)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void stop(Path folder) {
            AZURITE.close();
            try (Stream<Path> files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                System.err.println("What Azurite stored was not deleted: " + e.getMessage());
            }
        }
    }
}
