package io.adxstage.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.adxstage.testing.Mosquitto;
import io.adxstage.testing.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresProgram("mosquitto")
class BrokerProbeTests {

    private final Transport transport = new Transport();

    @TempDir
    Path dir;

    @AfterEach
    void close() {
        transport.destroy();
    }

    private BrokerProbe probe(Plans plans) {
        return new BrokerProbe(BrokerProbe.planned(plans.plan(), Duration.ofSeconds(15)), transport);
    }

    @Test
    void itIsSomebodyElseThanTheStageAndLeavesNoSession() {
        ConnectionPlan stages = Plans.to("mqtt", 1883).plan();
        ConnectionPlan planned = BrokerProbe.planned(stages, Duration.ofSeconds(1));

        assertThat(planned.clientId()).isNotEqualTo(stages.clientId()).matches("[a-z0-9]{1,23}");
        assertThat(BrokerProbe.planned(stages, Duration.ofSeconds(1)).clientId())
                .isNotEqualTo(planned.clientId());
        assertThat(planned.cleanStart()).isTrue();
        assertThat(planned.sessionExpiry()).isZero();
    }

    @Test
    void itConnectsAndSubscribesToEachFilterInTurn() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.start(dir);
                BrokerProbe probe = probe(Plans.to("mqtt", mosquitto.port()))) {
            assertThat(probe.connect()).isEqualTo(new BrokerTerms("5", 2, true, true));
            probe.subscribe("plant/#");
            probe.subscribe("$share/group/plant/+");
        }
    }

    @Test
    void ofASharedSubscriptionOnlyTheFilterIsTried() {
        assertThat(BrokerProbe.ofNoGroup("$share/group/plant/#")).isEqualTo("plant/#");
        assertThat(BrokerProbe.ofNoGroup("plant/#")).isEqualTo("plant/#");
    }

    @Test
    void aBrokerThatWantsAPasswordSaysSo() throws Exception {
        Path passwords = Files.writeString(dir.resolve("passwords"), "");
        try (Mosquitto mosquitto = Mosquitto.start(dir, "allow_anonymous false", "password_file " + passwords);
                BrokerProbe probe = probe(Plans.to("mqtt", mosquitto.port()))) {
            assertThatExceptionOfType(BrokerProblem.class)
                    .isThrownBy(probe::connect)
                    .withMessageContaining("input.authentication");
        }
    }
}
