package io.adxstage.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTests {

    private static final Format JSON = new Format.Json();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1e5",
                "-0",
                "-0.0",
                "1E+400",
                "1e-400",
                "12345678901234567890.10",
                "123456789012345678901234567890",
                "[1,2.50,[],{}]",
                "{\"a\":{\"b\":[true,false,null]},\"\":\"\"}",
                "\"\\\"\\\\ \u00e9 \uD83D\uDE00 \u2028\""
            })
    void whatIsWrittenCompactlyComesOutAsItWas(String json) {
        assertThat(Decoding.json(JSON, json.getBytes(UTF_8))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "` { \"a\" : 1 } ` | {\"a\":1}",
                "\"\\/\\u0041\\n\\b\\u0000\" | \"/A\\n\\u0008\\u0000\"",
                "\"\\ud83d\" | \"\\ud83d\"",
                "\"\\ude00\\ud83d\" | \"\\ude00\\ud83d\"",
                "\"\\ud83d\\ude00\" | \"\uD83D\uDE00\"",
                "{\"a\":1,\"b\":2,\"a\":3} | {\"a\":3,\"b\":2}",
                "`\uFEFF[1]` | [1]"
            })
    void spaceAndEscapesAreBroughtToOneForm(String json, String compact) {
        assertThat(Decoding.json(JSON, json.getBytes(UTF_8))).isEqualTo(compact);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[1",
                "[1,",
                "{\"a\"",
                "{\"a\":",
                "\"a",
                "tru",
                "1 2",
                "{} x",
                "[1]]",
                "NaN",
                "Infinity",
                "+1",
                "01",
                ".5",
                "1.",
                "'a'",
                "{a:1}",
                "[1,]",
                "{\"a\":1,}",
                "// no\n1",
                "\"a\nb\"",
                "\"\\x\"",
                "on",
                "-"
            })
    void whatIsNoJsonSaysSo(String text) {
        assertThat(Decoding.reason(JSON, text.getBytes(UTF_8))).contains("JSON");
    }

    @Test
    void aPlaceIsNamed() {
        assertThat(Decoding.reason(JSON, "{\"a\":1,\n  \"b\" 2}".getBytes(UTF_8)))
                .contains("at line 2, column ");
        assertThat(Decoding.reason(JSON, "{} {}".getBytes(UTF_8)))
                .isEqualTo("The payload goes on after the end of its JSON value at byte 3.");
    }

    @Test
    void nothingAndBlanksAreNoJson() {
        assertThat(Decoding.reason(JSON, new byte[0])).isEqualTo("The payload is empty, where JSON was expected.");
        assertThat(Decoding.reason(JSON, " \n\t".getBytes(UTF_8)))
                .isEqualTo("The payload is blank, where JSON was expected.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"22ff22", "22c322", "22eda08022", "22c0af22", "7b22ff223a317d"})
    void bytesThatAreNoUtf8AreNoJson(String hex) {
        Decoding.reason(JSON, Decoding.hex(hex));
    }

    @Test
    void nestingEndsAtFiveHundredLevels() {
        String deepest = "[".repeat(500) + "]".repeat(500);
        assertThat(Decoding.json(JSON, deepest.getBytes(UTF_8))).isEqualTo(deepest);
        Decoding.reason(JSON, ("[" + deepest + "]").getBytes(UTF_8));
        Decoding.reason(JSON, "[".repeat(1_000_000).getBytes(UTF_8));
        Decoding.reason(JSON, "{\"a\":".repeat(100_000).getBytes(UTF_8));
    }

    @Test
    void longNumbersTextsAndNamesAreNoReasonToRefuse() {
        String json = "{\"" + "n".repeat(60_000) + "\":[" + "7".repeat(5_000) + ",\"" + "t".repeat(200_000) + "\"]}";
        assertThat(Decoding.json(JSON, json.getBytes(UTF_8))).isEqualTo(json);
    }
}
