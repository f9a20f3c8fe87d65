package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.adx.TableFacts;
import io.adxstage.adx.TableFacts.Batching;
import io.adxstage.adx.TableKnowledge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrivalAlarmTests {

    private static final Duration SET = Duration.ofMinutes(15);

    private static ArrivalAlarm alarm(@Nullable Batching batching) {
        return ArrivalAlarm.of(SET, new TableKnowledge.Known(new TableFacts(List.of(), batching, null), Instant.EPOCH));
    }

    private static Batching gathering(Duration time, Batching.Origin origin) {
        return new Batching(time, 500, 1024, origin);
    }

    @Test
    void aPolicyThatLetsTheClusterGatherForLongPutsItOff() {
        assertThat(alarm(gathering(Duration.ofMinutes(30), Batching.Origin.DATABASE)))
                .isEqualTo(new ArrivalAlarm(
                        Duration.ofHours(1),
                        "twice the 30 min for which the cluster gathers: the database's batching policy"));
    }

    @Test
    void theSettingIsTheLeast() {
        assertThat(alarm(gathering(Duration.ofSeconds(10), Batching.Origin.TABLE)))
                .isEqualTo(new ArrivalAlarm(SET, "adx-stage.adx.arrival-alarm is 15m"));
        assertThat(alarm(Batching.BY_DEFAULT).after()).isEqualTo(SET);
    }

    @Test
    void whereNobodyKnowsThePolicyTheSettingHolds() {
        assertThat(alarm(null).after()).isEqualTo(SET);
        assertThat(ArrivalAlarm.of(SET, new TableKnowledge.NotAllowed("No.")).after())
                .isEqualTo(SET);
    }
}
