package io.adxstage.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTests {

    @ParameterizedTest(name = "{1} in {0} is written as {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bool     | "True"                          | true
            bool     | " false "                       | false
            bool     | "1"                             | true
            bool     | 0.0                             | false
            int      | 7109.0                          | 7109
            int      | 1e3                             | 1000
            int      | "7109"                          | 7109
            int      | true                            | 1
            long     | "9223372036854775807"           | 9223372036854775807
            long     | 9.223372036854775807e18         | 9223372036854775807
            real     | "1.50"                          | 1.50
            real     | "-1e3"                          | -1E+3
            decimal  | 1.00000000000000000000000000000000000 | 1
            decimal  | "0.1"                           | 0.1
            string   | 1.50                            | "1.50"
            string   | true                            | "true"
            datetime | 1691628898                      | "2023-08-10T00:54:58Z"
            datetime | 1691628898657                   | "2023-08-10T00:54:58.657Z"
            datetime | 1691628898657200                | "2023-08-10T00:54:58.657200Z"
            datetime | 1691628898657200700             | "2023-08-10T00:54:58.657200700Z"
            datetime | 1691628898.657                  | "2023-08-10T00:54:58.657Z"
            datetime | "1691628898"                    | "2023-08-10T00:54:58Z"
            datetime | "Thu, 10 Aug 2023 00:54:58 GMT" | "2023-08-10T00:54:58Z"
            timespan | "PT1H2M3.5S"                    | "0.01:02:03.5000000"
            timespan | "-PT26H"                        | "-1.02:00:00.0000000"
            guid     | "74be27de1e4e49d9b579fe0b331d3642" | "74be27de-1e4e-49d9-b579-fe0b331d3642"
            guid     | "{74be27de-1e4e-49d9-b579-fe0b331d3642}" | "74be27de-1e4e-49d9-b579-fe0b331d3642"
            """)
    void whatHasOneMeaningIsWrittenInTheColumnsForm(String type, String json, String written) {
        assertThat(Conversion.of(ColumnType.named(type).orElseThrow(), FitTests.value(json))
                        .map(JsonLine::text))
                .contains(written);
    }

    @ParameterizedTest(name = "{1} is not guessed into {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bool     | "yes"
            bool     | 2
            int      | 71.5
            int      | "71.5"
            int      | 2147483648
            int      | "0x10"
            int      | "7,109"
            int      | {}
            long     | 1e19
            long     | 1e999
            real     | "NaN"
            real     | "1e400"
            decimal  | 1.2345678901234567890123456789012345
            datetime | 5
            datetime | -1691628898
            datetime | 0
            datetime | true
            datetime | 20230810
            datetime | 20230810005458
            datetime | 20230810005458657
            datetime | 4102444800
            datetime | "10/08/2023"
            timespan | 5
            timespan | "5s"
            timespan | "25:00:00"
            guid     | "oven"
            """)
    void whatMayMeanSomethingElseOrLosesSomethingIsLeft(String type, String json) {
        assertThat(Conversion.of(ColumnType.named(type).orElseThrow(), FitTests.value(json)))
                .isEmpty();
    }
}
