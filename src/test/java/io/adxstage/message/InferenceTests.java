package io.adxstage.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InferenceTests {

    private static ColumnType of(String array) {
        Inference inference = new Inference();
        ((Value.Array) FitTests.value(array)).elements().forEach(inference::add);
        return inference.type();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [1, null, 2]                                        | LONG
            [1, 2.5]                                            | REAL
            [1e3]                                               | REAL
            [12345678901234567890]                              | DECIMAL
            [1, 12345678901234567890]                           | DECIMAL
            [true]                                              | BOOL
            ["2023-08-10T00:54:58Z", "2023-08-10"]              | DATETIME
            ["74be27de-1e4e-49d9-b579-fe0b331d3642"]            | GUID
            ["01:02:03"]                                        | TIMESPAN
            ["oven"]                                            | STRING
            ["2023-08-10", "oven"]                              | STRING
            [{}]                                                | DYNAMIC
            [[], "oven"]                                        | DYNAMIC
            [1, "oven"]                                         | DYNAMIC
            [null]                                              | DYNAMIC
            []                                                  | DYNAMIC
            """)
    void theTypeSuitsAllValues(String sample, ColumnType type) {
        assertThat(of(sample)).isEqualTo(type);
    }

    @Test
    void aSampleFitsTheTypeThatIsInferredFromIt() {
        for (String value : new String[] {"1", "1.5", "\"x\"", "true", "\"12:30:00\"", "{\"a\":1}", "1e5"}) {
            assertThat(Fit.of(of("[" + value + "]"), FitTests.value(value))).isEqualTo(Effect.KEPT);
        }
    }
}
