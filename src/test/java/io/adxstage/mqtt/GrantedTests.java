package io.adxstage.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.ScriptedBroker;
import io.netty.handler.codec.mqtt.MqttVersion;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker that grants less than it was asked for, and where a connection leads. */
class GrantedTests {

    private final Transport transport = new Transport();

    @AfterEach
    void stop() {
        transport.destroy();
    }

    private List<String> less(String connack, String suback) throws Exception {
        try (var broker = new ScriptedBroker(line -> {
            line.hear();
            line.say(connack);
            line.hear();
            line.say(suback);
            line.waitForTheEnd();
        })) {
            var plan = Plans.to("mqtt", broker.port()).topics("a", "b").plan();
            var connection = new MqttConnection(plan, MqttVersion.MQTT_5, transport, new Deaf());
            try {
                connection.connect();
                connection.subscribe(List.of("a", "b"));
                return connection.less();
            } finally {
                connection.disconnect(false);
            }
        }
    }

    /** Nothing is published in these tests. */
    private static final class Deaf implements MqttConnection.Listener {
        @Override
        public void received(List<Received> messages) {}

        @Override
        public void lost(BrokerProblem why) {}
    }

    @Test
    void whatIsGrantedAsAskedForNeedsNoWords() throws Exception {
        assertThat(less(ScriptedBroker.WELCOME_5, "90 05 00 01 00 01 01")).isEmpty();
    }

    @Test
    void aLowerQosIsSaidWithWhatWouldMendIt() throws Exception {
        assertThat(less(ScriptedBroker.WELCOME_5, "90 05 00 01 00 01 00"))
                .singleElement()
                .asString()
                .contains("grants b with QoS 0 only, not 1", "lost", "input.qos");
    }

    /** The property 0x11 of the CONNACK: 60 seconds, where an hour was asked for. */
    @Test
    void aShorterSessionIsSaidWithWhatWouldMendIt() throws Exception {
        assertThat(less("20 08 00 00 05 11 00 00 00 3c", "90 05 00 01 00 01 01"))
                .singleElement()
                .asString()
                .contains("keeps the session for 1m only, not 1h", "input.sessionExpiry");
    }

    @Test
    void aLongerSessionIsNoLoss() throws Exception {
        assertThat(less("20 08 00 00 05 11 ff ff ff ff", "90 05 00 01 00 01 01"))
                .isEmpty();
    }

    @Test
    void theQueryOfAWebSocketAddressIsAskedForAndNotShown() {
        var plan = new Plans(
                        "wss://broker/mqtt?token=abc%2F1",
                        List.of("a"), 1, io.adxstage.stage.Input.Retained.NEW, null, null, Plans.SETTINGS)
                .plan();
        assertThat(plan.target()).isEqualTo(URI.create("wss://broker:443/mqtt?token=abc%2F1"));
        assertThat(plan.serverUri()).isEqualTo("wss://broker:443/mqtt");
        assertThat(plan).asString().doesNotContain("abc");
    }
}
