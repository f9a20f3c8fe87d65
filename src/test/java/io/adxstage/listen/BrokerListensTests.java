package io.adxstage.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.mqtt.MqttRoom;
import io.adxstage.stage.Format;
import io.adxstage.stage.Input;
import io.adxstage.stage.Interval;
import io.adxstage.stage.Secret;
import io.adxstage.testing.Certificates;
import io.adxstage.testing.Mosquitto;
import io.adxstage.testing.Publisher;
import io.adxstage.testing.RequiresProgram;
import io.adxstage.testing.ScriptedBroker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listens at a real Mosquitto. */
@RequiresProgram("mosquitto")
class BrokerListensTests {

    private static final Listen.End TOO_LARGE = new Listen.End(
            Listen.Reason.BYTES,
            0,
            "A message larger than 1 MiB came, which a stage takes and a listen does not. Choose a narrower topic, or"
                    + " paste a sample.");

    @TempDir
    Path dir;

    private MqttRoom room;
    private Listens listens;

    @BeforeEach
    void open() {
        room = new MqttRoom(dir.resolve("data"));
        listens = new BrokerListens(room.inbounds());
    }

    @AfterEach
    void close() {
        room.close();
    }

    private static Input input(String broker, int qos, Input.Authentication who, String ca, String... topics) {
        return new Input(
                URI.create(broker),
                List.of(topics),
                qos,
                false,
                Interval.parse("24h").orElseThrow(),
                "the-stage",
                Input.Retained.NEVER,
                who,
                ca,
                new Format.Json());
    }

    private static Input input(String broker, String... topics) {
        return input(broker, 2, new Input.Authentication.None(), null, topics);
    }

    private Listen open(Input input, Bounds bounds) {
        return ((Listens.Outcome.Open) listens.open(input, bounds)).listen();
    }

    private String refusal(Input input) {
        return ((Listens.Outcome.Refused) listens.open(input, Bounds.USUAL)).reason();
    }

    private static void retain(int port, String topic, String payload) throws Exception {
        try (Publisher publisher = new Publisher(port)) {
            MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
            message.setQos(1);
            message.setRetained(true);
            publisher.publish(topic, message);
        }
    }

    @Test
    void retainedAndNewMessagesComeUntilThereAreEnough() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(dir)) {
            retain(mosquitto.port(), "plant/1", "{\"retained\": 1}");
            List<String> heard = new CopyOnWriteArrayList<>();
            try (Listen listen = open(input(mosquitto.url(), "plant/#", "plant/1"), new Bounds(3, 60));
                    Publisher publisher = new Publisher(mosquitto.port())) {
                assertThat(listen.filters()).containsExactly("plant/#");
                for (int i = 1; i <= 9; i++) {
                    publisher.publish("plant/2", "{\"new\": " + i + "}");
                }
                Listen.End end = listen.hear(message ->
                        heard.add(message.topic() + " " + new String(message.payload(), StandardCharsets.UTF_8)));

                assertThat(end).isEqualTo(new Listen.End(Listen.Reason.MESSAGES, 3, "Stopped at 3 messages."));
                assertThat(heard)
                        .containsExactly("plant/1 {\"retained\": 1}", "plant/2 {\"new\": 1}", "plant/2 {\"new\": 2}");
            }
        }
    }

    @Test
    void whereNothingComesItSaysWhatWasListenedTo() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(dir);
                Listen listen = open(input(mosquitto.url(), "plant/oven", "$share/g/hall/+"), new Bounds(3, 1))) {
            Listen.End end = listen.hear(message -> {});

            assertThat(end.reason()).isEqualTo(Listen.Reason.SECONDS);
            assertThat(end.detail())
                    .startsWith("Nothing came on plant/oven, hall/+ in 1 second, not even a retained message")
                    .contains("input.topics");
        }
    }

    /** Two members of the group would share the messages. */
    @Test
    void aSharedSubscriptionsGroupIsNotJoined() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(dir);
                Listen one = open(input(mosquitto.url(), "$share/g/plant/#"), new Bounds(4, 60));
                Listen other = open(input(mosquitto.url(), "$share/g/plant/#"), new Bounds(4, 60));
                Publisher publisher = new Publisher(mosquitto.port())) {
            for (int i = 0; i < 4; i++) {
                publisher.publish("plant/1", "{}");
            }
            assertThat(one.hear(message -> {}).messages()).isEqualTo(4);
            assertThat(other.hear(message -> {}).messages()).isEqualTo(4);
        }
    }

    @Test
    void itLeavesNoSessionBehind() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(dir, "allow_anonymous true", "log_type all")) {
            open(input(mosquitto.url(), "plant/#"), Bounds.USUAL).close();
            Path log = dir.resolve("mosquitto.log");

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> assertThat(log).content().containsPattern("adxstagelook[0-9a-f]+ disconnected"));
            assertThat(log)
                    .content()
                    .containsPattern("as adxstagelook[0-9a-f]{11} \\(p5, c1")
                    .doesNotContain("the-stage");
        }
    }

    @Test
    void aMebibyteIsEnough() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(dir);
                Listen listen = open(input(mosquitto.url(), "plant/#"), new Bounds(100, 60));
                Publisher publisher = new Publisher(mosquitto.port())) {
            for (int i = 0; i < 3; i++) {
                publisher.publish("plant/1", new byte[500 * 1024]);
            }
            assertThat(listen.hear(message -> {}))
                    .isEqualTo(new Listen.End(Listen.Reason.BYTES, 2, "Stopped at 1 MiB, after 2 messages."));
        }
    }

    @Test
    void aRetainedMessageThatAloneIsTooLargeEndsItAndIsSaid() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(dir)) {
            retain(mosquitto.port(), "plant/1", "x".repeat(2 * 1024 * 1024));
            try (Listen listen = open(input(mosquitto.url(), "plant/#"), new Bounds(100, 60))) {
                assertThat(listen.hear(message -> {})).isEqualTo(TOO_LARGE);
            }
        }
    }

    /** SUBACK, then the first bytes of a PUBLISH of 209,715,200 bytes to topic a; the others never come. */
    @Test
    void aMessageOf200MegabytesIsRefusedByItsLengthBeforeItIsRead() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker(line -> {
                    line.hear();
                    line.say(ScriptedBroker.WELCOME_5);
                    line.hear();
                    line.say("90 04 00 01 00 01 30 80 80 80 64 00 01 61 00");
                    line.waitForTheEnd();
                });
                Listen listen = open(input("mqtt://127.0.0.1:" + broker.port(), "a"), new Bounds(100, 60))) {
            assertThat(listen.hear(message -> {})).isEqualTo(TOO_LARGE);
        }
    }

    @Test
    void itEndsWhenItIsStopped() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(dir);
                Listen listen = open(input(mosquitto.url(), "plant/#"), new Bounds(3, 60))) {
            CompletableFuture<Listen.End> end = CompletableFuture.supplyAsync(() -> {
                try {
                    return listen.hear(message -> {});
                } catch (InterruptedException stop) {
                    throw new IllegalStateException(stop);
                }
            });
            listen.stop();

            assertThat(end.get().reason()).isEqualTo(Listen.Reason.STOPPED);
        }
    }

    @Test
    void aBrokerThatGoesAwayEndsItWithItsReason() throws Exception {
        Mosquitto mosquitto = Mosquitto.start(dir);
        try (Listen listen = open(input(mosquitto.url(), "plant/#"), new Bounds(3, 60))) {
            mosquitto.stop();

            Listen.End end = listen.hear(message -> {});
            assertThat(end.reason()).isEqualTo(Listen.Reason.LOST);
            assertThat(end.detail()).contains(":" + mosquitto.port());
        } finally {
            mosquitto.close();
        }
    }

    @Test
    void aRefusalIsSaidInWords() throws Exception {
        Path passwords = Files.writeString(dir.resolve("passwords"), "");
        int port;
        try (Mosquitto mosquitto = Mosquitto.start(dir, "allow_anonymous false", "password_file " + passwords)) {
            port = mosquitto.port();
            var user = new Input.Authentication.UsernamePassword("u", new Secret.Literal("s~3cret"));
            assertThat(refusal(input(mosquitto.url(), 1, user, null, "a")))
                    .contains("input.authentication", "Tried as client adxstagelook")
                    .doesNotContain("s~3cret");
        }
        assertThat(refusal(input("mqtt://127.0.0.1:" + port, "a")))
                .startsWith("Nothing answers at tcp://127.0.0.1:" + port)
                .contains("check input.broker");
        assertThat(refusal(input("mqtt://nowhere.invalid", "a"))).contains("host nowhere.invalid is unknown");
        var missing = new Input.Authentication.UsernamePassword("u", new Secret.InFile("nowhere"));
        assertThat(refusal(input("mqtt://127.0.0.1:" + port, 1, missing, null, "a")))
                .contains("nowhere");
    }

    @Test
    void tlsIsSpokenAsTheStageWould() throws Exception {
        Certificates broker = new Certificates(dir.resolve("tls"), "broker");
        try (Mosquitto mosquitto = Mosquitto.start(
                dir, "allow_anonymous true", "certfile " + broker.certificateFile(), "keyfile " + broker.keyFile())) {
            String url = mosquitto.url().replace("mqtt:", "mqtts:");
            assertThat(refusal(input(url, "a"))).contains("TLS with", "input.tls.caCertificate");
            try (Listen listen =
                    open(input(url, 1, new Input.Authentication.None(), broker.certificatePem(), "a"), Bounds.USUAL)) {
                assertThat(listen.filters()).containsExactly("a");
            }
        }
    }

    /** SUBACK of MQTT 5 for one filter: packet id, no properties, reason code. */
    @Test
    void aRefusedFilterIsToldAndTheOthersAreListenedTo() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker(line -> {
            line.hear();
            line.say(ScriptedBroker.WELCOME_5);
            line.hear();
            line.say("90 04 00 01 00 87");
            line.hear();
            line.say("90 04 00 02 00 01");
            line.waitForTheEnd();
        })) {
            String url = "mqtt://127.0.0.1:" + broker.port();
            try (Listen listen = open(input(url, "secret", "open"), Bounds.USUAL)) {
                assertThat(listen.filters()).containsExactly("open");
                assertThat(listen.refusals())
                        .singleElement()
                        .asString()
                        .contains("refused the subscription to secret: it is not allowed");
            }
            assertThat(refusal(input(url, "secret"))).contains("refused the subscription to secret");
        }
    }

    @Test
    void onlySoManyListenAtTheSameTime() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(dir)) {
            Input input = input(mosquitto.url(), "a");
            List<Listen> all = new ArrayList<>();
            for (int i = 0; i < Listens.AT_ONCE; i++) {
                all.add(open(input, Bounds.USUAL));
            }
            assertThat(listens.open(input, Bounds.USUAL)).isInstanceOf(Listens.Outcome.Busy.class);

            all.forEach(Listen::close);
            all.forEach(Listen::close);
            refusal(input("mqtt://nowhere.invalid", "a"));
            for (int i = 0; i < Listens.AT_ONCE; i++) {
                all.set(i, open(input, Bounds.USUAL));
            }
            assertThat(listens.open(input, Bounds.USUAL)).isInstanceOf(Listens.Outcome.Busy.class);
            all.forEach(Listen::close);
        }
    }

    @Test
    void aMessageKeepsItsMetadata() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(dir);
                Listen listen = open(input(mosquitto.url(), "plant/#"), new Bounds(1, 60))) {
            retain(mosquitto.port(), "plant/1", "{}");
            List<ApplicationMessage> heard = new ArrayList<>();
            listen.hear(heard::add);

            assertThat(heard.getFirst().topic()).isEqualTo("plant/1");
            assertThat(heard.getFirst().qos()).isEqualTo(1);
        }
    }
}
