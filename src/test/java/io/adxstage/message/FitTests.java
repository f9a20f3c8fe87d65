package io.adxstage.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FitTests {

    static Value value(String json) {
        return ((Decoded.Payload) new JsonDecoder().decode(json.getBytes(UTF_8))).value();
    }

    private static Effect fit(String type, String json) {
        return Fit.of(ColumnType.named(type).orElseThrow(), value(json));
    }

    @ParameterizedTest(name = "{1} fits {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bool     | true
            bool     | 0
            bool     | 1
            int      | 2147483647
            int      | -2147483648
            int      | -0
            long     | 9223372036854775807
            long     | -9223372036854775808
            real     | 7109
            real     | -1.5E+300
            real     | 1e-999
            decimal  | 1.234567890123456789012345678901234
            decimal  | 0.00000000000000000000000000000000000000001
            string   | "text"
            string   | 7109
            string   | {"a":[1]}
            datetime | "2023-08-10T00:54:58.6572007Z"
            datetime | "2023-08-10 00:54:58+0200"
            datetime | "2024-02-29"
            datetime | "9999-12-31T23:59:59.9999999Z"
            timespan | "1.02:03:04.5"
            timespan | "-00:00:01"
            guid     | "74BE27DE-1E4E-49D9-B579-FE0B331D3642"
            dynamic  | {"a":[1,{"b":null}]}
            dynamic  | 1
            """)
    void whatFitsIsKept(String type, String json) {
        assertThat(fit(type, json)).isEqualTo(Effect.KEPT);
    }

    @ParameterizedTest(name = "{1} in {0} becomes null")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bool     | "true"
            bool     | 2
            bool     | 1.0
            int      | 71.5
            int      | 7109.0
            int      | 1e3
            int      | 2147483648
            int      | -2147483649
            int      | "7109"
            int      | true
            int      | []
            long     | 9223372036854775808
            long     | -9223372036854775809
            long     | 10000000000000000000
            real     | "1.5"
            real     | 1e400
            real     | false
            decimal  | 1.2345678901234567890123456789012345
            decimal  | "1"
            datetime | 1691628898
            datetime | "yesterday"
            datetime | "2023-02-29"
            datetime | "2023-08-10T24:00:00Z"
            datetime | "2023-08-10T00:54:58.Z"
            datetime | "2023-08-1000:54:58"
            datetime | "2023-08-10T00:54:58+19:00"
            datetime | "2023-08-10T00:54:58ZZ"
            datetime | "0001-01-01T00:00:00+01:00"
            datetime | "9999-12-31T23:59:59-01:00"
            timespan | 5
            timespan | "25:00:00"
            timespan | "00:60:00"
            timespan | "PT5S"
            guid     | "74be27de1e4e49d9b579fe0b331d3642"
            guid     | "74be27de-1e4e-49d9-b579-fe0b331d364z"
            """)
    void whatDoesNotFitBecomesNull(String type, String json) {
        assertThat(fit(type, json)).isEqualTo(Effect.NULL);
    }

    @ParameterizedTest
    @EnumSource
    void nothingFitsEverywhere(ColumnType type) {
        assertThat(Fit.of(type, Value.NULL)).isEqualTo(Effect.KEPT);
    }

    @Test
    void aStringOverOneMegabyteIsCut() {
        String most = "x".repeat(Fit.LONGEST);

        assertThat(Fit.of(ColumnType.STRING, new Value.Text(most))).isEqualTo(Effect.KEPT);
        assertThat(Fit.of(ColumnType.STRING, new Value.Text(most + "x"))).isEqualTo(Effect.CUT);
        assertThat(Fit.of(ColumnType.STRING, new Value.Text("\u00e4".repeat(Fit.LONGEST / 2))))
                .isEqualTo(Effect.KEPT);
        assertThat(Fit.of(ColumnType.STRING, new Value.Text("\u20ac".repeat(Fit.LONGEST / 2))))
                .isEqualTo(Effect.CUT);
        assertThat(Fit.of(ColumnType.STRING, new Value.Text("\ud83d\ude00".repeat(Fit.LONGEST / 4))))
                .isEqualTo(Effect.KEPT);
    }

    @Test
    void aDynamicValueOverOneMegabyteBecomesNull() {
        assertThat(Fit.of(ColumnType.DYNAMIC, new Value.Text("x".repeat(Fit.LONGEST - 2))))
                .isEqualTo(Effect.KEPT);
        assertThat(Fit.of(ColumnType.DYNAMIC, new Value.Text("x".repeat(Fit.LONGEST - 1))))
                .isEqualTo(Effect.NULL);
    }

    @ParameterizedTest
    @CsvSource({
        "long, LONG",
        "Int64, LONG",
        "System.Int64, LONG",
        "boolean, BOOL",
        "double, REAL",
        "date, DATETIME",
        "time, TIMESPAN",
        "uuid, GUID",
        "System.Data.SqlTypes.SqlDecimal, DECIMAL",
        "System.Object, DYNAMIC"
    })
    void typesAreKnownByEveryNameTheyHave(String name, ColumnType type) {
        assertThat(ColumnType.named(name)).contains(type);
    }

    @Test
    void whatIsNoTypeIsNone() {
        assertThat(ColumnType.named("")).isEmpty();
        assertThat(ColumnType.named("int long")).isEmpty();
    }
}
