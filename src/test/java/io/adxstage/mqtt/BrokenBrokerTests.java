package io.adxstage.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.adxstage.stage.Input;
import io.adxstage.testing.Certificates;
import io.adxstage.testing.ScriptedBroker;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What brokers do that they should not, or that is in the way: said in words, and nothing is left behind. */
class BrokenBrokerTests {

    private static final Transport transport = new Transport();
    private static final MqttSettings.Mqtt HURRIED = Plans.settings(Duration.ofSeconds(1), Duration.ofMillis(500));
    private static Leaks leaks;

    @BeforeAll
    static void listenForLeaks() {
        leaks = new Leaks();
    }

    @AfterAll
    static void noBufferIsLeftBehind() throws Exception {
        // A lost buffer is noticed when it is collected and another one is made.
        for (int i = 0; i < 3; i++) {
            System.gc();
            problemOf(ScriptedBroker.Line::hear);
        }
        assertThat(leaks.found()).isEmpty();
        leaks.close();
        transport.destroy();
    }

    private static BrokerProblem problemOf(ScriptedBroker.Script script) throws Exception {
        try (var broker = new ScriptedBroker(script)) {
            return problem(Plans.to("mqtt", broker.port()), MqttVersion.MQTT_5);
        }
    }

    /** Why a connection cannot be made, or how it ends. */
    private static BrokerProblem problem(Plans plans, MqttVersion version) throws Exception {
        var lost = new CompletableFuture<BrokerProblem>();
        var connection = new MqttConnection(plans.plan(), version, transport, listener(lost));
        try {
            connection.connect();
            connection.receive();
            return lost.get(20, TimeUnit.SECONDS);
        } catch (BrokerProblem refused) {
            return refused;
        } finally {
            connection.disconnect(false);
        }
    }

    private static MqttConnection.Listener listener(CompletableFuture<BrokerProblem> lost) {
        return new MqttConnection.Listener() {
            @Override
            public void received(List<Received> messages) {
                messages.forEach(Receiving::acknowledge);
            }

            @Override
            public void lost(BrokerProblem why) {
                lost.complete(why);
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "20 03 00 84 00, PROTOCOL_VERSION, refused this version of MQTT",
        "20 02 00 01, PROTOCOL_VERSION, refused this version of MQTT",
        "20 03 00 86 00, REFUSED, refused the user name or password",
        "20 03 00 87 00, REFUSED, does not allow this client to connect",
        "20 03 00 85 00, REFUSED, refused the client id",
        "20 03 00 8a 00, REFUSED, has banned this client",
        "20 03 00 88 00, PASSING, is not available at present",
        "20 02 00 05, REFUSED, does not allow this client to connect",
        "20 02 00 00, BROKEN, in the form of 3.1.1",
        "20 03 00 97 00, PASSING, a quota is used up",
        "20 03 00 9f 00, PASSING, too many come at once",
        "20 03 00 9c 00, REFUSED, another server for now and does not say to which",
        "20 08 00 9d 05 1c 00 02 62 32, REFUSED, another server for good: b2. Set input.broker",
        "20 08 00 9c 05 1c 00 02 62 0a, REFUSED, another server for now: b?. Set input.broker",
        "20 03 00 82 00, PASSING, reason code 130",
        "20 03 00 7b 00, BROKEN, it sends what is not MQTT",
        "48 54 54 50 2f 31 2e 31 20 34 30 30, BROKEN, broke",
        "ff ff ff ff ff ff, BROKEN, it sends what is not MQTT"
    })
    void aRefusalIsSaidInWords(String answer, String kind, String words) throws Exception {
        var problem = problemOf(line -> {
            line.hear();
            line.say(answer);
        });
        assertThat(problem).hasMessageContaining(words).hasMessageContaining("tcp://127.0.0.1:");
        assertThat(problem.kind()).hasToString(kind);
    }

    @Test
    void anOldRefusalIsUnderstoodInPiecesAndOfABrokerThatDoesNotHangUp() throws Exception {
        var problem = problemOf(line -> {
            line.hear();
            line.say("20");
            line.say("02 00");
            line.say("01");
            line.waitForTheEnd();
        });
        assertThat(problem.kind()).isEqualTo(BrokerProblem.Kind.PROTOCOL_VERSION);
    }

    @ParameterizedTest
    @CsvSource({"1, PROTOCOL_VERSION", "2, REFUSED", "3, PASSING", "4, REFUSED", "5, REFUSED"})
    void theReturnCodesOf311AreKnown(String code, String kind) throws Exception {
        try (var broker = new ScriptedBroker(line -> {
            line.hear();
            line.say("20 02 00 0" + code);
        })) {
            assertThat(problem(Plans.to("tcp", broker.port()), MqttVersion.MQTT_3_1_1)
                            .kind())
                    .hasToString(kind);
        }
    }

    @Test
    void aBrokerThatHangsUpMayBeTooOldForMqtt5() throws Exception {
        assertThat(problemOf(ScriptedBroker.Line::hear).kind()).isEqualTo(BrokerProblem.Kind.BROKEN);
        assertThat(problemOf(line -> {}).kind()).isEqualTo(BrokerProblem.Kind.BROKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "e0 01 8e, Another client connected",
        "e0 02 8b 00, is shutting down",
        "e0 07 9d 05 1c 00 02 62 32, another server for good: b2",
        "36 05 00 01 61 00 01, it sends what is not MQTT",
        "32 05 00 01 61 00 00, it sends what is not MQTT",
        "30 04 00 01 23 00, it sends what is not MQTT",
        "00 00, it sends what is not MQTT"
    })
    void aConnectionThatStoodEndsInWords(String packet, String words) throws Exception {
        assertThat(problemOf(line -> {
                    line.hear();
                    line.say(ScriptedBroker.WELCOME_5 + " " + packet);
                    line.waitForTheEnd();
                }))
                .hasMessageContaining(words);
    }

    @Test
    void aMessageThatIsTooLargeNeedsAPerson() throws Exception {
        byte[] header = {0x30, (byte) 0x80, (byte) 0x80, 0x05, 0, 1, 'a', 0};
        var problem = problemOf(line -> {
            line.hear();
            line.say(ScriptedBroker.WELCOME_5);
            line.say(header);
            line.say(new byte[1024]);
            line.waitForTheEnd();
        });
        assertThat(problem.needsAPerson()).isTrue();
        assertThat(problem).hasMessageContaining("larger than 65536 bytes").hasMessageContaining("max-message-size");
    }

    @ParameterizedTest
    @CsvSource({"mqtt", "mqtts", "ws", "wss"})
    void aBrokerThatSaysNothingIsGivenUpInTime(String scheme) throws Exception {
        try (var broker = new ScriptedBroker(ScriptedBroker.Line::waitForTheEnd)) {
            var plans = Plans.to(scheme, broker.port())
                    .with(HURRIED)
                    .tls(scheme.endsWith("s") && !scheme.equals("ws") ? SSLContext.getDefault() : null);
            var problem = problem(plans, MqttVersion.MQTT_5);
            assertThat(problem).hasMessageContaining("does not answer in time");
            assertThat(problem.kind()).isEqualTo(BrokerProblem.Kind.PASSING);
        }
    }

    @Test
    void aBrokerThatFallsSilentIsGivenUp() throws Exception {
        try (var broker = new ScriptedBroker(line -> {
            line.hear();
            line.say(ScriptedBroker.WELCOME_5);
            line.waitForTheEnd();
        })) {
            assertThat(problem(Plans.to("mqtt", broker.port()).with(HURRIED), MqttVersion.MQTT_5))
                    .hasMessageContaining("does not answer in time");
        }
    }

    @Test
    void aSubscriptionThatIsNotAnsweredIsGivenUp() throws Exception {
        try (var broker = new ScriptedBroker(line -> {
            line.hear();
            line.say(ScriptedBroker.WELCOME_3);
            line.waitForTheEnd();
        })) {
            var plan = Plans.to("mqtt", broker.port())
                    .with(Plans.settings(Duration.ofSeconds(30), Duration.ofMillis(300)))
                    .plan();
            var connection =
                    new MqttConnection(plan, MqttVersion.MQTT_3_1_1, transport, listener(new CompletableFuture<>()));
            connection.connect();
            connection.receive();
            assertThat(catchThrowableOfType(BrokerProblem.class, () -> connection.subscribe(List.of("plant/#"))))
                    .hasMessageContaining("does not answer in time");
            connection.disconnect(false);
        }
    }

    @Test
    void aFilterThatIsRefusedIsNamed() throws Exception {
        assertThat(problemOfSubscribing("90 04 00 01 01 80"))
                .hasMessageContaining("refused the subscription to bad")
                .hasMessageContaining("Check input.topics");
    }

    @ParameterizedTest
    @CsvSource({
        "90 03 00 01 01, a SUBSCRIBE of 2 filters with 1 codes",
        "90 05 00 01 01 01 01, a SUBSCRIBE of 2 filters with 3 codes",
        "90 04 00 02 01 01, a SUBSCRIBE with another packet",
        "b0 02 00 01, a SUBSCRIBE with another packet"
    })
    void anAnswerThatDoesNotFitIsNotTakenForConsent(String answer, String words) throws Exception {
        var problem = problemOfSubscribing(answer);
        assertThat(problem).hasMessageContaining(words).hasMessageContaining("which is not MQTT");
        assertThat(problem.kind()).isEqualTo(BrokerProblem.Kind.PASSING);
    }

    /** What comes of two filters, "good" and "bad", in MQTT 3.1.1; null where the subscription stands. */
    private static BrokerProblem problemOfSubscribing(String answer) throws Exception {
        try (var broker = new ScriptedBroker(line -> {
            line.hear();
            line.say(ScriptedBroker.WELCOME_3);
            line.hear();
            line.say(answer);
            line.waitForTheEnd();
        })) {
            var connection = new MqttConnection(
                    Plans.to("mqtt", broker.port()).plan(),
                    MqttVersion.MQTT_3_1_1,
                    transport,
                    listener(new CompletableFuture<>()));
            connection.connect();
            try {
                return catchThrowableOfType(BrokerProblem.class, () -> connection.subscribe(List.of("good", "bad")));
            } finally {
                connection.disconnect(false);
            }
        }
    }

    @Test
    void aCertificateOfAnotherHostIsNotTrusted(@TempDir Path folder) throws Exception {
        var certificate = new Certificates(folder, "broker");
        var elsewhere = InetAddress.getByName("127.0.0.2");
        var server = ClientTls.context(null, certificate.pkcs12(), certificate.password())
                .getServerSocketFactory();
        try (var door = server.createServerSocket(0, 5, elsewhere)) {
            Thread.ofVirtual().start(() -> {
                try (var client = door.accept()) {
                    client.getInputStream().read();
                } catch (IOException refused) {
                    // By the client, as it should.
                }
            });
            var trust = ClientTls.context(certificate.certificatePem(), null, null);
            var plans = new Plans(
                    "mqtts://127.0.0.2:" + door.getLocalPort(),
                    List.of("a"),
                    1,
                    Input.Retained.NEW,
                    null,
                    trust,
                    Plans.SETTINGS);
            assertThat(problem(plans, MqttVersion.MQTT_5))
                    .hasMessageContaining("TLS with")
                    .hasMessageContaining("127.0.0.2 found");
        }
    }

    @Test
    void whereNoTlsIsSpokenThePortIsInDoubt() throws Exception {
        try (var broker = new ScriptedBroker(line -> line.say("20 02 00 01 00 00 00 00"))) {
            var plans = Plans.to("mqtts", broker.port()).tls(SSLContext.getDefault());
            assertThat(problem(plans, MqttVersion.MQTT_5))
                    .hasMessageContaining("does not speak TLS there")
                    .hasMessageContaining("input.broker");
        }
    }

    @Test
    void whereNoWebSocketIsSpokenThePathIsInDoubt() throws Exception {
        try (var broker = new ScriptedBroker(line -> {
            line.say("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes());
            line.waitForTheEnd();
        })) {
            var problem = problem(Plans.to("ws", broker.port()), MqttVersion.MQTT_5);
            assertThat(problem).hasMessageContaining("404").hasMessageContaining("Check the path of input.broker");
            assertThat(problem.needsAPerson()).isTrue();
        }
    }

    @Test
    void whereNobodyListensOrNoHostIsTheAddressIsInDoubt() throws Exception {
        int port;
        try (var broker = new ScriptedBroker(line -> {})) {
            port = broker.port();
        }
        assertThat(problem(Plans.to("mqtt", port), MqttVersion.MQTT_5))
                .hasMessage("Nothing answers at tcp://127.0.0.1:" + port
                        + " (Connection refused): check input.broker, and that the broker runs.");
        var nowhere = new Plans(
                "mqtt://no-such-host.invalid", List.of("a"), 1, Input.Retained.NEW, null, null, Plans.SETTINGS);
        assertThat(problem(nowhere, MqttVersion.MQTT_5))
                .hasMessage("The broker's host no-such-host.invalid is unknown: check input.broker, or the DNS.");
    }

    @Test
    void aPasswordIsNeverShown() throws Exception {
        try (var broker = new ScriptedBroker(line -> {
            line.hear();
            line.say("20 03 00 86 00");
        })) {
            var plans = Plans.to("mqtt", broker.port()).password("very-secret");
            assertThat(plans.plan().toString()).doesNotContain("very-secret");
            assertThat(new Packets(plans.plan(), MqttVersion.MQTT_5).toString()).doesNotContain("very-secret");
            assertThat(problem(plans, MqttVersion.MQTT_5)).message().doesNotContain("very-secret");
        }
    }
}
