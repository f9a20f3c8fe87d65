package io.adxstage.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.adxstage.testing.ScriptedBroker;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a connection answers to messages, byte by byte. */
class AcknowledgmentTests implements MqttConnection.Listener {

    private final Transport transport = new Transport();
    private final BlockingQueue<Received> arrivals = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<BrokerProblem> lost = new CompletableFuture<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private MqttConnection connection;

    @Override
    public void received(List<Received> messages) {
        arrivals.addAll(messages);
        if (messages.stream().anyMatch(one -> one.message().topic().equals("w"))) {
            try {
                open.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void lost(BrokerProblem why) {
        lost.complete(why);
    }

    @AfterEach
    void leave() {
        open.countDown();
        if (connection != null) {
            connection.disconnect(false);
        }
        transport.destroy();
    }

    private ScriptedBroker saying(String packets) throws Exception {
        return new ScriptedBroker(line -> {
            line.hear();
            line.say(ScriptedBroker.WELCOME_3 + " " + packets);
            while (true) {
                String packet = line.hear();
                heard.add(packet);
                if (packet.equals("c0 00")) {
                    line.say("d0 00");
                }
                if (packet.equals("e0 00")) {
                    return;
                }
            }
        });
    }

    private void connect(ScriptedBroker broker, Duration keepAlive) throws Exception {
        var plan = Plans.to("mqtt", broker.port())
                .with(Plans.settings(keepAlive, Duration.ofSeconds(15)))
                .plan();
        connection = new MqttConnection(plan, MqttVersion.MQTT_3_1_1, transport, this);
        connection.connect();
        connection.receive();
    }

    private Received next() throws InterruptedException {
        return arrivals.poll(20, TimeUnit.SECONDS);
    }

    private String answer() throws InterruptedException {
        return heard.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void theyGoOutInTheOrderOfTheMessages() throws Exception {
        try (var broker = saying("32 05 00 01 61 00 07 3a 05 00 01 62 00 05 34 05 00 01 63 00 09")) {
            connect(broker, Duration.ofSeconds(30));
            var first = next();
            var second = next();
            var third = next();
            assertThat(List.of(first.duplicate(), second.duplicate(), third.duplicate()))
                    .containsExactly(false, true, false);
            assertThat(List.of(
                            first.message().packetId(),
                            second.message().packetId(),
                            third.message().packetId()))
                    .containsExactly(7, 5, 9);
            third.acknowledgment().acknowledge();
            second.acknowledgment().acknowledge();
            assertThat(heard).isEmpty();
            first.acknowledgment().acknowledge();
            // PUBACK, PUBACK, PUBREC
            assertThat(List.of(answer(), answer(), answer()))
                    .containsExactly("40 02 00 07", "40 02 00 05", "50 02 00 09");
        }
    }

    @Test
    void aReleaseIsAlwaysCompleted() throws Exception {
        try (var broker = saying("62 02 01 02")) {
            connect(broker, Duration.ofSeconds(30));
            assertThat(answer()).isEqualTo("70 02 01 02");
        }
    }

    @Test
    void oneThatComesTooLateIsQuietlyNothing() throws Exception {
        try (var broker = new ScriptedBroker(line -> {
            line.hear();
            line.say(ScriptedBroker.WELCOME_3 + " 32 05 00 01 61 00 07");
        })) {
            connect(broker, Duration.ofSeconds(30));
            lost.get(20, TimeUnit.SECONDS);
            connection.disconnect(false);
            // Taken before the end was noticed, or not taken at all.
            arrivals.forEach(arrival -> arrival.acknowledgment().acknowledge());
            transport.destroy();
            await().until(transport::isDown);
            arrivals.forEach(arrival -> arrival.acknowledgment().acknowledge());
        }
    }

    @Test
    void anOrderlyFarewellWaitsForThem() throws Exception {
        try (var broker = saying("32 05 00 01 61 00 07")) {
            connect(broker, Duration.ofSeconds(30));
            var message = next();
            var leaving = Thread.ofVirtual().start(() -> connection.disconnect(true));
            message.acknowledgment().acknowledge();
            leaving.join();
            assertThat(List.of(answer(), answer())).containsExactly("40 02 00 07", "e0 00");
        }
    }

    @Test
    void aConnectionLivesWhileNobodyTakesItsMessages() throws Exception {
        var more = new StringBuilder("30 03 00 01 77");
        for (int i = 0; i < 5000; i++) {
            more.append(" 30 04 00 01 61 31");
        }
        try (var broker = saying(more.toString())) {
            connect(broker, Duration.ofSeconds(1));
            assertThat(next().message().topic()).isEqualTo("w");
            // More pings than a connection survives on which nothing is heard.
            for (int i = 0; i < 10; i++) {
                assertThat(answer()).isEqualTo("c0 00");
            }
            assertThat(lost).isNotDone();
            open.countDown();
            await().atMost(Duration.ofSeconds(20)).until(() -> arrivals.size() == 5000);
            assertThat(lost).isNotDone();
        }
    }
}
