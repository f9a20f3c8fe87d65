package io.adxstage.bench;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The same work as a route of Apache Camel: columns picked with Jackson's tree, aggregated, a compressed file for each
 * batch. Arguments: port, topic, QoS, folder.
 */
final class CamelDrain {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PER_FILE = 100_000;

    private CamelDrain() {}

    public static void main(String... arguments) throws Exception {
        AtomicLong received = new AtomicLong();
        Path folder = Path.of(arguments[3]);
        try (var camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("paho-mqtt5:" + arguments[1] + "?brokerUrl=tcp://127.0.0.1:" + arguments[0]
                                    + "&qos=" + arguments[2] + "&receiveMaximum=1000")
                            .process(CamelDrain::project)
                            .process(exchange -> received.incrementAndGet())
                            .aggregate(constant(true), new Lines())
                            .completionSize(PER_FILE)
                            .completionTimeout(5_000)
                            .process(exchange -> write(exchange, folder));
                }
            });
            camel.start();
            Teller.tell(received::get);
        }
    }

    private static void project(Exchange exchange) {
        JsonNode message = JSON.readTree(exchange.getMessage().getBody(byte[].class));
        ObjectNode row = JSON.createObjectNode();
        for (String column : Sample.COLUMNS) {
            row.set(column, message.path(column));
        }
        exchange.getMessage().setBody(JSON.writeValueAsBytes(row));
    }

    private static void write(Exchange exchange, Path folder) throws Exception {
        byte[] lines = exchange.getMessage().getBody(ByteArrayOutputStream.class).toByteArray();
        try (OutputStream file = new GZIPOutputStream(
                Files.newOutputStream(folder.resolve("batch-" + System.nanoTime() + ".json.gz")), 65_536)) {
            file.write(lines);
        }
    }

    /** Collects lines in the first exchange's body. */
    private static final class Lines implements AggregationStrategy {
        @Override
        public Exchange aggregate(Exchange all, Exchange one) {
            byte[] line = one.getMessage().getBody(byte[].class);
            Exchange into = all;
            if (into == null) {
                one.getMessage().setBody(new ByteArrayOutputStream(1 << 20));
                into = one;
            }
            ByteArrayOutputStream lines = into.getMessage().getBody(ByteArrayOutputStream.class);
            lines.writeBytes(line);
            lines.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
            return into;
        }
    }
}
