package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTests {

    private final Figures figures = new Figures();

    @ParameterizedTest
    @CsvSource({
        "0,0 B",
        "999,999 B",
        "1000,1.0 kB",
        "999949,999.9 kB",
        "999950,1.0 MB",
        "48213,48.2 kB",
        "5000000000,5.0 GB"
    })
    void sizesAreInUnitsOfAThousand(long bytes, String text) {
        assertThat(figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0;0", "0.44;0.4", "9.96;10.0", "12.4;12", "1250;1,250"})
    void ratesAreAsPreciseAsTheyAreSmall(double rate, String text) {
        assertThat(figures.rate(rate)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0 s", "119,119 s", "120,2 min", "7200,2 h", "172800,2 d"})
    void agesAreInOneUnit(long seconds, String text) {
        assertThat(figures.age(seconds)).isEqualTo(text);
    }

    @Test
    void timesAreInUtc() {
        var time = Instant.parse("2026-01-31T10:02:07.9Z");
        assertThat(figures.time(time)).isEqualTo("2026-01-31 10:02:07 UTC");
        assertThat(figures.iso(time)).isEqualTo("2026-01-31T10:02:07Z");
    }
}
