package io.adxstage.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real PostgreSQL of this machine, on a loopback port and in a temporary folder. One serves all tests of a run; each
 * asks for a database of its own. Needs {@code @RequiresProgram(value = "initdb", debianPackage = "postgresql")}.
 */
public final class PostgresServer {

    /** PostgreSQL refuses to run as root; Debian's package makes this user. */
    private static final String UNPRIVILEGED = "postgres";

    private static final int ATTEMPTS = 3;

    private final Path folder;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Started at the first call, stopped when the tests are through. */
    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** The JDBC URL of a new, empty database; its user is {@code adx}, without a password. */
    public String newDatabase() {
        var name = "test" + databases.incrementAndGet();
        try (var connection = DriverManager.getConnection(url("postgres"), "adx", "");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL did not make the database " + name, e);
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static PostgresServer start() {
        try {
            var folder = Files.createTempDirectory("adx-stage-postgres");
            if (isRoot()) {
                run(List.of("chown", UNPRIVILEGED + ":", folder.toString()));
            }
            var data = folder.resolve("data").toString();
            runServerProgram("initdb", "-D", data, "-U", "adx", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
            for (int attempt = 1; ; attempt++) {
                int port = freePort();
                try {
                    runServerProgram(
                            "pg_ctl",
                            "start",
                            "-w",
                            "-D",
                            data,
                            "-l",
                            folder.resolve("log").toString(),
                            "-o",
                            "-c fsync=off -c listen_addresses=127.0.0.1 -p %d -k %s".formatted(port, folder));
                    return new PostgresServer(folder, port);
                } catch (IOException e) {
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL could not be started", e);
        }
    }

    private void stop() {
        try {
            runServerProgram(
                    "pg_ctl",
                    "stop",
                    "-m",
                    "immediate",
                    "-D",
                    folder.resolve("data").toString());
            try (Stream<Path> files = Files.walk(folder)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            System.err.println("PostgreSQL was not stopped: " + e.getMessage());
        }
    }

    private static void runServerProgram(String name, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=" + UNPRIVILEGED, "--init-groups"));
        }
        command.add(Programs.find(name)
                .orElseThrow(() -> new IOException("no program " + name))
                .toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    /** The output goes to a file: a server started by the command would keep a pipe open for ever. */
    private static void run(List<String> command) throws IOException {
        var output = Files.createTempFile("adx-stage-postgres", ".log");
        try {
            var process = new ProcessBuilder(command)
                    .directory(new java.io.File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end within 2 minutes");
            }
            if (process.exitValue() != 0) {
                throw new IOException(command + " failed: " + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(output);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class Shared {
        private static final PostgresServer SERVER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::stop));
        }
    }
}
