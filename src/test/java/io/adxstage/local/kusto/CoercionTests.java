package io.adxstage.local.kusto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CoercionTests {

    @ParameterizedTest(name = "{0}: {1} is kept as {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bool     | true                                   | true
            bool     | false                                  | false
            bool     | 1                                      | true
            bool     | 0                                      | false
            int      | 7109                                   | 7109
            int      | -2147483648                            | -2147483648
            int      | 2147483647                             | 2147483647
            long     | 9223372036854775807                    | 9223372036854775807
            long     | 2147483648                             | 2147483648
            real     | 7109                                   | 7109.0
            real     | 1.5e3                                  | 1500.0
            real     | -0.25                                  | -0.25
            decimal  | 1.234567890123456789012345678901234    | 1.234567890123456789012345678901234
            decimal  | 5                                      | 5
            string   | "Contoso"                              | "Contoso"
            string   | ""                                     | ""
            string   | null                                   | ""
            string   | 7109                                   | "7109"
            string   | true                                   | "true"
            string   | {"a":[1,2]}                            | "{\\"a\\":[1,2]}"
            datetime | "2023-08-10T00:54:58.6572007Z"         | "2023-08-10T00:54:58.6572007Z"
            datetime | "2023-08-10T00:54:58.657Z"             | "2023-08-10T00:54:58.657Z"
            datetime | "2023-08-10T00:54:58.657200799999Z"    | "2023-08-10T00:54:58.6572007Z"
            datetime | "2023-08-10T00:54:58Z"                 | "2023-08-10T00:54:58Z"
            datetime | "2023-08-10T00:54:58.0000000Z"         | "2023-08-10T00:54:58Z"
            datetime | "2023-08-10T02:54:58+02:00"            | "2023-08-10T00:54:58Z"
            datetime | "2023-08-09T20:24:58-0430"             | "2023-08-10T00:54:58Z"
            datetime | "2023-08-10 00:54:58"                  | "2023-08-10T00:54:58Z"
            datetime | "2023-08-10T00:54"                     | "2023-08-10T00:54:00Z"
            datetime | "2023-08-10"                           | "2023-08-10T00:00:00Z"
            datetime | "0001-01-01T00:00:00Z"                 | "0001-01-01T00:00:00Z"
            datetime | "9999-12-31T23:59:59.9999999Z"         | "9999-12-31T23:59:59.9999999Z"
            timespan | "01:02:03"                             | "01:02:03"
            timespan | "1.02:03:04.5"                         | "1.02:03:04.5000000"
            timespan | "-00:00:01.0000001"                    | "-00:00:01.0000001"
            timespan | "12:30"                                | "12:30:00"
            guid     | "74BE27DE-1E4E-49D9-B579-FE0B331D3642" | "74be27de-1e4e-49d9-b579-fe0b331d3642"
            dynamic  | {"a":[1,{"b":null}]}                   | {"a":[1,{"b":null}]}
            dynamic  | "text"                                 | "text"
            dynamic  | 1.50                                   | 1.50
            """)
    void whatFitsIsKept(String type, String value, String kept) {
        assertThat(coerced(type, value)).hasToString(kept);
    }

    @ParameterizedTest(name = "{0}: {1} becomes NULL")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bool     | "true"
            bool     | 2
            bool     | "yes"
            bool     | 1.0
            int      | 71.5
            int      | 7109.0
            int      | 2147483648
            int      | "7109"
            int      | true
            long     | 9223372036854775808
            long     | 1e3
            long     | "hot"
            real     | "1.5"
            real     | 1e400
            real     | "NaN"
            decimal  | "1.5"
            decimal  | 1.2345678901234567890123456789012345
            datetime | 1691628898
            datetime | "yesterday"
            datetime | "2023-02-30T00:00:00Z"
            datetime | "10/08/2023"
            datetime | "0001-01-01T00:00:00+01:00"
            timespan | 5
            timespan | "25:00:00"
            timespan | "00:61:00"
            timespan | "5s"
            guid     | "74be27de1e4e49d9b579fe0b331d3642"
            guid     | "74be27de-1e4e-49d9-b579-fe0b331d364z"
            guid     | 1
            dynamic  | null
            """)
    void whatDoesNotFitIsNullWithoutAWord(String type, String value) {
        assertThat(coerced(type, value).isNull()).isTrue();
    }

    @ParameterizedTest(name = "text {1} as {0} is kept as {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            int      | 7109                         | 7109
            int      | hot                          | null
            int      | 71.5                         | null
            bool     | true                         | true
            bool     | 1                            | true
            real     | 1.5                          | 1.5
            string   | 0042                         | "0042"
            string   | true                         | "true"
            datetime | 2023-08-10T00:54:58.6572007Z | "2023-08-10T00:54:58.6572007Z"
            dynamic  | {"a":1}                      | {"a":1}
            dynamic  | plain                        | "plain"
            """)
    void fieldsOfTextAreReadAsTheirColumnsType(String type, String text, String kept) {
        assertThat(type(type).ofText(text)).hasToString(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bool", "int", "long", "real", "decimal", "datetime", "timespan", "guid", "dynamic"})
    void anEmptyFieldIsNullInEveryTypeButString(String type) {
        assertThat(type(type).ofText("").isNull()).isTrue();
        assertThat(type("string").ofText("")).hasToString("\"\"");
    }

    @Test
    void aStringOverOneMegabyteIsCutAtACharacter() {
        String text = "x" + "ä".repeat(Coercion.LONGEST / 2);

        String kept = ColumnType.STRING.of(Json.text(text)).stringValue();

        assertThat(kept.getBytes(StandardCharsets.UTF_8)).hasSize(Coercion.LONGEST - 1);
        assertThat(text).startsWith(kept);
    }

    @Test
    void aStringOfExactlyOneMegabyteStays() {
        String text = "x".repeat(Coercion.LONGEST);

        assertThat(ColumnType.STRING.of(Json.text(text)).stringValue()).isEqualTo(text);
    }

    @Test
    void aDynamicValueOverOneMegabyteIsNull() {
        assertThat(ColumnType.DYNAMIC
                        .of(Json.text("x".repeat(Coercion.LONGEST)))
                        .isNull())
                .isTrue();
        assertThat(ColumnType.DYNAMIC
                        .of(Json.text("x".repeat(Coercion.LONGEST - 2)))
                        .isNull())
                .isFalse();
    }

    private static JsonNode coerced(String type, String json) {
        return type(type).of(Json.MAPPER.readTree(json));
    }

    private static ColumnType type(String name) {
        return ColumnType.named(name).orElseThrow();
    }
}
