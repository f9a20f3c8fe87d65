package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.flow.ArrivalReport;
import io.adxstage.flow.BatchView;
import io.adxstage.flow.Counters;
import io.adxstage.flow.History;
import io.adxstage.flow.Latency;
import io.adxstage.flow.StageState;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the stage's page draws and says of the last hour. */
class RowChartTests {

    private static final Counters NO_ROWS = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    @Test
    void allThreeRowsOfBarsAreOnOneScale() {
        var start = FakeRunningStages.hour().since();
        var minutes = LongStream.range(0, History.MINUTES)
                .mapToObj(i -> new History.Minute(start.plusSeconds(60 * i), 10, i == 59 ? 400 : 0, i == 30 ? 1 : 0))
                .toList();

        RowChart chart = RowChart.of(new History(start, minutes));

        assertThat(chart.most()).isEqualTo(400);
        assertThat(chart.lanes()).extracting(RowChart.Lane::total).containsExactly(600L, 400L, 1L);
        assertThat(chart.lanes().get(0).path()).startsWith("M0.1 40v-1.5h.8v1.5zM1.1 40");
        assertThat(chart.lanes().get(1).path()).isEqualTo("M59.1 40v-40.0h.8v40.0z");
        assertThat(chart.lanes().get(2).path()).as("a single row is seen").isEqualTo("M30.1 40v-1.5h.8v1.5z");
        assertThat(chart.lanes().get(1).mostAt()).isEqualTo(start.plusSeconds(59 * 60));
        assertThat(chart.ticks()).hasSize(5).startsWith(start);
        assertThat(chart.steps()).hasSize(12);
        assertThat(chart.steps().getFirst()).isEqualTo(new RowChart.Step(start.plusSeconds(55 * 60), 50, 400, 0));
    }

    @Test
    void anHourWithoutRowsDrawsNothing() {
        assertThat(RowChart.of(FakeRunningStages.hour()).isEmpty()).isTrue();
    }

    @Test
    void thatAllArrivedIsSaidOnlyWhereItIsKnown() {
        var quiet = FakeRunningStages.status(StageState.RUNNING, "Running.", NO_ROWS, null);
        var hour = FakeRunningStages.hour(20);
        var later = hour.since().plus(Duration.ofHours(3));
        assertThat(Lately.of(hour, quiet, later)).isEqualTo(new Lately(1_200, 1_200, 3_600, "arrived"));
        var out = FakeRunningStages.following(quiet, new ArrivalReport(7, null, null, null, 0, null));
        assertThat(Lately.of(hour, out, hour.since().plusSeconds(90)))
                .isEqualTo(new Lately(1_200, 1_200, 90, "awaiting"));
        var unseen = new History(
                hour.since(),
                hour.minutes().stream()
                        .map(minute -> new History.Minute(minute.start(), minute.received(), minute.accepted(), 0))
                        .toList());
        assertThat(Lately.of(unseen, quiet, later).end()).isEqualTo("unknown");
    }

    private static BatchView arrivedAfter(Integer seconds) {
        var opened = FakeRunningStages.NOW;
        return new BatchView(
                "b",
                seconds == null ? "accepted" : "arrived",
                1,
                1,
                1,
                1,
                opened,
                opened,
                opened,
                seconds == null ? null : opened.plusSeconds(seconds),
                "db",
                "t",
                null);
    }

    @Test
    void whatWasMeasuredIsHeldAgainstWhatIsExpected() {
        var latency = new Latency(60, "", null, null);
        var batches = List.of(arrivedAfter(null), arrivedAfter(70), arrivedAfter(200), arrivedAfter(80));

        LatencyMeter meter = LatencyMeter.of(latency, batches);

        assertThat(meter).isEqualTo(new LatencyMeter(60L, 80L, 3));
        assertThat(meter.width(60L)).isEqualTo(75);
        assertThat(meter.width(80L)).isEqualTo(100);
        assertThat(meter.slow()).as("an ingestion takes time of its own").isFalse();
        assertThat(LatencyMeter.of(latency, List.of(arrivedAfter(91))).slow()).isTrue();
        assertThat(LatencyMeter.of(null, List.of(arrivedAfter(91))).slow()).isFalse();
        assertThat(LatencyMeter.of(latency, List.of(arrivedAfter(null))).measured())
                .isNull();
    }
}
