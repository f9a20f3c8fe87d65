package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.local.AdxStandIn;
import io.adxstage.testing.RunningService;
import io.adxstage.testing.ScriptedBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that plays one connection after the other as it is told, and a whole service that must count right. */
class RedeliveryTests {

    private static final String SESSION_GONE = "20 03 00 00 00";
    private static final String SESSION_PRESENT = "20 03 01 00 00";

    @TempDir
    Path folder;

    private final BlockingQueue<Connection> next = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> acknowledged = new LinkedBlockingQueue<>();

    private ScriptedBroker broker;
    private AdxStandIn adx;
    private RunningService service;
    private String id;

    private static final String REFUSES_5 = "20 03 00 84 00";
    private static final String SESSION_GONE_3 = "20 02 00 00";
    private static final String SESSION_PRESENT_3 = "20 02 01 00";

    /** @param suback where the packet id is to be filled in; empty where no SUBSCRIBE comes */
    private record Connection(String connack, String suback, List<byte[]> publishes) {

        Connection(String connack, List<byte[]> publishes) {
            this(connack, "90 04 %s 00 01", publishes);
        }
    }

    @BeforeEach
    void start() throws Exception {
        broker = new ScriptedBroker(this::play);
        adx = AdxStandIn.inMemory().start();
        adx.createTable("plant", "numbers", "n:long");
        service = startService();
        id = service.create("""
                {"displayName": "n", "clusterUrl": "%s", "database": "plant", "table": "numbers",
                 "authentication": {"type": "none"}, "columns": [{"name": "n"}], "batch": {"time": "200ms"},
                 "input": {"broker": "mqtt://localhost:%d", "topics": ["plant/#"]}}""".formatted(adx.url(), broker.port()));
    }

    private RunningService startService() {
        return RunningService.start(
                folder.resolve("data"),
                "--adx-stage.mqtt.max-reconnect-delay=100ms",
                // The broker answers a connect when a test has something for it.
                "--adx-stage.mqtt.connect-timeout=2m");
    }

    @AfterEach
    void stop() throws Exception {
        next.add(new Connection(SESSION_GONE, List.of()));
        service.close();
        broker.close();
        adx.close();
    }

    /** Sends what it is to send, waits for an acknowledgement of each, and hangs up as if those had been lost. */
    private void play(ScriptedBroker.Line line) throws IOException {
        Connection connection;
        try {
            connection = next.poll(2, TimeUnit.MINUTES);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return;
        }
        line.hear();
        line.say(connection.connack());
        if (!connection.suback().isEmpty()) {
            String subscribe = line.hear();
            line.say(connection.suback().formatted(subscribe.substring(6, 11)));
        }
        for (byte[] publish : connection.publishes()) {
            line.say(publish);
        }
        for (int i = 0; i < connection.publishes().size(); i++) {
            String[] puback = line.hear().split(" ");
            assertThat(puback[0]).isIn("40", "50");
            acknowledged.add(Integer.parseInt(puback[2] + puback[3], 16));
        }
    }

    private static byte[] publish(int packetId, boolean duplicate, String payload) {
        return publish(5, 1, packetId, duplicate, payload);
    }

    private static byte[] publish(int version, int qos, int packetId, boolean duplicate, String payload) {
        byte[] topic = "plant/a".getBytes(StandardCharsets.UTF_8);
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x30 | qos << 1 | (duplicate ? 8 : 0));
        out.write(2 + topic.length + 2 + (version == 5 ? 1 : 0) + body.length);
        out.write(0);
        out.write(topic.length);
        out.writeBytes(topic);
        out.write(packetId >> 8);
        out.write(packetId);
        if (version == 5) {
            out.write(0);
        }
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] first(int packetId, int n) {
        return publish(packetId, false, "{\"n\":" + n + "}");
    }

    private static byte[] again(int packetId, int n) {
        return publish(packetId, true, "{\"n\":" + n + "}");
    }

    /** A connection, and all of its messages acknowledged. */
    private void connect(String connack, byte[]... publishes) {
        connect(new Connection(connack, List.of(publishes)), publishes);
    }

    private void connect(Connection connection, byte[]... publishes) {
        int before = acknowledged.size();
        next.add(connection);
        Awaitility.await("acknowledgements")
                .atMost(Duration.ofSeconds(60))
                .until(() -> acknowledged.size() == before + publishes.length);
    }

    private void theTableHas(Long... numbers) {
        Awaitility.await("the rows")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(adx.rows("plant", "numbers"))
                        .extracting(row -> row.path("n").asLong())
                        .containsExactlyInAnyOrder(numbers));
        service.awaitStatus(
                id,
                "all delivered",
                status -> status.path("counters").path("accepted").asLong() == numbers.length);
        assertThat(service.status(id).path("counters").path("received").asLong())
                .isEqualTo(numbers.length);
    }

    @Test
    void aMessageSentAgainIsAcknowledgedAgainAndNotStoredAgain() {
        connect(SESSION_GONE, first(1, 1), first(2, 2));
        connect(SESSION_PRESENT, again(1, 1), again(2, 2), first(3, 3));
        theTableHas(1L, 2L, 3L);
    }

    @Test
    void aMessageThatWasNeverReadIsStoredThoughItCarriesTheFlag() {
        connect(SESSION_GONE, first(1, 1), first(2, 2));
        // Both ids were used anew for messages that got lost with a connection.
        connect(SESSION_PRESENT, again(2, 20), again(3, 30));
        theTableHas(1L, 2L, 20L, 30L);
    }

    @Test
    void anIdThatIsUsedAnewStandsForItsLastMessage() {
        connect(SESSION_GONE, first(1, 1), first(1, 10));
        connect(SESSION_PRESENT, again(1, 10), again(1, 1));
        theTableHas(1L, 10L, 1L);
    }

    @Test
    void theRecordOutlivesTheBatchAndTheProcess() {
        connect(SESSION_GONE, first(1, 1), first(2, 2));
        theTableHas(1L, 2L);
        next.add(new Connection(SESSION_PRESENT, List.of()));
        service.close();
        next.clear();
        service = startService();
        connect(SESSION_PRESENT, again(1, 1), again(2, 2), first(3, 3));
        theTableHas(1L, 2L, 3L);
    }

    /** Its PUBREC got lost; with a PUBREC that arrives, the broker sends no message again. */
    @Test
    void aMessageOfQos2SentAgainIsNotStoredAgain() {
        connect(SESSION_GONE, publish(5, 2, 1, false, "{\"n\":1}"));
        connect(SESSION_PRESENT, publish(5, 2, 1, true, "{\"n\":1}"), publish(5, 2, 2, true, "{\"n\":2}"));
        theTableHas(1L, 2L);
    }

    @Test
    void inMqtt311AMessageSentAgainIsNotStoredAgainEither() {
        next.add(new Connection(REFUSES_5, "", List.of()));
        byte[][] first = {publish(3, 1, 1, false, "{\"n\":1}"), publish(3, 2, 2, false, "{\"n\":2}")};
        connect(new Connection(SESSION_GONE_3, "90 03 %s 01", List.of(first)), first);
        byte[][] again = {
            publish(3, 1, 1, true, "{\"n\":1}"),
            publish(3, 2, 2, true, "{\"n\":2}"),
            publish(3, 1, 3, true, "{\"n\":3}")
        };
        // What a resumed session is subscribed to is not asked for again.
        connect(new Connection(SESSION_PRESENT_3, "", List.of(again)), again);
        theTableHas(1L, 2L, 3L);
    }

    @Test
    void withoutTheSessionNothingIsKnown() {
        connect(SESSION_GONE, first(1, 1));
        connect(SESSION_GONE, again(1, 1));
        theTableHas(1L, 1L);
    }

    @Test
    void whatBecameADeadLetterIsNotKeptTwice() {
        connect(SESSION_GONE, publish(1, false, "{"), first(2, 2));
        connect(SESSION_PRESENT, publish(1, true, "{"), again(2, 2));
        service.awaitCount(id, "accepted", 1);
        assertThat(service.status(id).path("counters").path("deadLettered").asLong())
                .isEqualTo(1);
    }
}
