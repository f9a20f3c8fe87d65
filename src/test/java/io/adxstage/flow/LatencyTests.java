package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.adx.TableFacts;
import io.adxstage.adx.TableFacts.Batching;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Interval;
import io.adxstage.stage.Path;
import io.adxstage.stage.Retry;
import io.adxstage.stage.Stage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LatencyTests {

    private static Stage stage(Stage.Ingestion ingestion, String time) {
        return new Stage(
                "Ovens",
                null,
                true,
                URI.create("http://localhost:8090"),
                "factory",
                "ovens",
                new Authentication.None(),
                new Stage.Batch(Interval.parse(time).orElseThrow(), Path.ofKey("payload"), null, 1),
                List.of(),
                new Retry.None(),
                ingestion,
                Stage.OnMismatch.WARN,
                null);
    }

    private static Latency of(Stage.Ingestion ingestion, String time, @Nullable Batching batching, boolean streaming) {
        return Latency.of(stage(ingestion, time), new TableFacts(List.of(), batching, streaming))
                .orElse(null);
    }

    private static Batching policy(Duration time) {
        return new Batching(time, 100, 512, Batching.Origin.TABLE);
    }

    @Test
    void queuedRowsWaitForTheStageAndThenForTheCluster() {
        var latency = of(Stage.Ingestion.QUEUED, "60s", Batching.BY_DEFAULT, false);

        assertThat(latency.seconds()).isEqualTo(360);
        assertThat(latency.sentence())
                .isEqualTo("The stage collects for 1 min, then the cluster gathers for up to 5 min (the default, as"
                        + " neither table nor database has a batching policy).");
        assertThat(latency.cost()).contains("10 s");
    }

    @Test
    void theCommandKeepsTheOtherLimitsAndNeverAsksForLessThanTheServiceTakes() {
        assertThat(of(Stage.Ingestion.QUEUED, "2s", policy(Duration.ofMinutes(2)), false)
                        .command())
                .isEqualTo(".alter table ['ovens'] policy ingestionbatching '{\"MaximumBatchingTimeSpan\":\"00:00:10\","
                        + "\"MaximumNumberOfItems\":100,\"MaximumRawDataSizeMB\":512}'");
    }

    @Test
    void whereTheClusterGathersNoLongerThanTheStageThereIsNothingToChange() {
        var latency = of(Stage.Ingestion.QUEUED, "30s", policy(Duration.ofSeconds(30)), false);

        assertThat(latency.seconds()).isEqualTo(60);
        assertThat(latency.command()).isNull();
        assertThat(latency.cost()).isNull();
    }

    @Test
    void streamedRowsWaitForTheStageOnly() {
        assertThat(of(Stage.Ingestion.STREAMING, "300ms", null, false).seconds())
                .isEqualTo(1);
        assertThat(of(Stage.Ingestion.MANAGED, "5s", null, true).seconds()).isEqualTo(5);
        assertThat(of(Stage.Ingestion.MANAGED, "5s", Batching.BY_DEFAULT, false).seconds())
                .isEqualTo(305);
    }

    @Test
    void aPolicyThatCannotBeReadMakesNoFigure() {
        assertThat(of(Stage.Ingestion.QUEUED, "60s", null, false)).isNull();
    }
}
