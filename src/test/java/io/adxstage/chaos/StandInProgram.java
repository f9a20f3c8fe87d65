package io.adxstage.chaos;

import ch.qos.logback.classic.Level;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.adxstage.local.AdxStandIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ADX stand-in as a program, and beside it a port that tells how often each number is in a table.
 * Arguments: its folder, the file to write both ports to, and how long rows take from the queue to the table.
 */
final class StandInProgram {

    private StandInProgram() {}

    public static void main(String... arguments) throws IOException {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
        Path folder = Path.of(arguments[0]);
        AdxStandIn standIn = new AdxStandIn(0, folder, Duration.parse(arguments[2])).start();
        Tallies tallies = new Tallies(folder.resolve("adx"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, tallies));
        server.start();
        // Whole or not at all: whoever waits for the file must not read half a number.
        Path ports = Path.of(arguments[1]);
        Path half = Files.writeString(
                ports.resolveSibling("ports.half"),
                standIn.port() + " " + server.getAddress().getPort());
        Files.move(half, ports, StandardCopyOption.ATOMIC_MOVE);
    }

    /** {@code /{table}} in a line: rows, different numbers, highest number; {@code /{table}/counts}: a byte a number; {@code /{table}/places/{n}}. */
    private static void answer(HttpExchange exchange, Tallies tallies) throws IOException {
        try (exchange) {
            List<String> path =
                    List.of(exchange.getRequestURI().getPath().substring(1).split("/"));
            Tally tally = tallies.of(path.getFirst());
            byte[] body = switch (path.size()) {
                case 1 ->
                    (tally.rows() + " " + tally.different() + " " + tally.highest())
                            .getBytes(StandardCharsets.US_ASCII);
                case 2 -> tally.counts();
                default ->
                    tallies.places(path.getFirst(), Long.parseLong(path.get(2)))
                            .toString()
                            .getBytes(StandardCharsets.US_ASCII);
            };
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (RuntimeException failed) {
            LoggerFactory.getLogger(StandInProgram.class).error("{}", exchange.getRequestURI(), failed);
            exchange.sendResponseHeaders(500, -1);
        }
    }
}
