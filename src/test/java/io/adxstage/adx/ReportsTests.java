package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import io.adxstage.spool.SealedBatch;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTests {

    @TempDir
    Path dir;

    private Target target;
    private SealedBatch batch;
    private Instant now = Instant.parse("2026-03-01T23:00:00Z");

    @BeforeEach
    void open() throws Exception {
        target = new Target(dir, Duration.ofMinutes(1));
        batch = target.batch(1);
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    private Reports reports(int perDay) {
        return new Reports(perDay, new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        });
    }

    private boolean ask(Reports reports, String place) {
        StatusTable table = StatusTable.at(target.standIn.url() + place + "?sig=x", new JdkHttpClientBuilder().build());
        return reports.ask(List.of(table), batch, UUID.randomUUID(), target.destination("ovens"), "http://blob?sig=x")
                .isPresent();
    }

    @Test
    void eachDayHasItsReports() {
        Reports reports = reports(2);
        assertThat(ask(reports, "/storage/statuses")).isTrue();
        assertThat(ask(reports, "/storage/statuses")).isTrue();
        assertThat(ask(reports, "/storage/statuses")).isFalse();
        now = now.plus(Duration.ofHours(1));
        assertThat(ask(reports, "/storage/statuses")).isTrue();
    }

    @Test
    void aTableThatRefusesIsLeftAloneForAMinute() {
        Reports reports = reports(10);
        assertThat(ask(reports, "/storage/nowhere")).isFalse();
        assertThat(ask(reports, "/storage/statuses")).isFalse();
        now = now.plusSeconds(61);
        assertThat(ask(reports, "/storage/statuses")).isTrue();
    }

    @Test
    void withoutReportsOrATableNoneIsAskedFor() {
        assertThat(ask(reports(0), "/storage/statuses")).isFalse();
        assertThat(reports(10).ask(List.of(), batch, UUID.randomUUID(), target.destination("ovens"), "http://blob"))
                .isEmpty();
    }
}
