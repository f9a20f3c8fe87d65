package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Path.Segment.Index;
import io.adxstage.stage.Path.Segment.Key;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                ".a.b",
                ".\"asset-id\"",
                ".[\"asset-id\"]",
                ".a[\"x y\"][2]",
                ".a.[\"x\"]",
                ".[1].value",
                ".[-1]",
                "._",
                ".a.[0].b",
                ".[0][1]",
                ".\"\"",
                ".\"a\\\"b\\\\c\"",
                ".a[-0]",
                ".[007]",
                ".a.\"b\"[\"c\"]",
                ".[2147483647]",
                ".[-2147483648]"
            })
    void theseArePaths(String text) {
        assertThat(Path.parse(text)).hasValueSatisfying(path -> assertThat(path).hasToString(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "[0]",
                "[\"x\"]",
                ".a..b",
                ".a-b",
                "..",
                ".a.",
                ".1a",
                ".a b",
                " .a",
                ".a ",
                ".a\"b\"",
                ".\"a",
                ".\"a\\n\"",
                ".\"\\u0041\"",
                ".[",
                ".[]",
                ".[a]",
                ".[\"a\"",
                ".['a']",
                ".[1",
                ".[1.5]",
                ".[+1]",
                ".[-]",
                ".[--1]",
                ".[ 1]",
                ".a\n",
                ".é",
                ".[2147483648]",
                ".[-2147483649]",
                ".[99999999999999999999999999]",
                "\u0000"
            })
    void theseAreNoPaths(String text) {
        assertThat(Path.parse(text)).isEmpty();
    }

    @Test
    void segmentsSayWhatToDoStepByStep() {
        assertThat(Path.parse(".a[\"x y\"].[-2].\"q\\\"\\\\\"").orElseThrow().segments())
                .containsExactly(new Key("a"), new Key("x y"), new Index(-2), new Key("q\"\\"));
    }

    @Test
    void theDefaultPathOfAColumnIsItsNameInQuotes() {
        assertThat(Path.ofKey("name")).hasToString(".\"name\"");
        assertThat(Path.ofKey("a\"b\\")).hasToString(".\"a\\\"b\\\\\"");
    }

    @Test
    void aVeryLongPathIsReadInOneGo() {
        String text = ".a" + "[0]".repeat(300_000);

        assertThat(Path.parse(text).orElseThrow().segments()).hasSize(300_001);
        assertThat(Path.parse(".[" + "9".repeat(300_000) + "]" + "[99999999999]".repeat(50_000)))
                .isEmpty();
    }
}
