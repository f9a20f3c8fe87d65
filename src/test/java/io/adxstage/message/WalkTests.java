package io.adxstage.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalkTests {

    private static final Value TREE = ((Decoded.Payload) new JsonDecoder()
                    .decode("{\"a\":{\"b\":[10,20,{\"c\":\"d\"}]},\"x y\":1.0,\"n\":null,\"0\":\"zero\"}"
                            .getBytes(UTF_8)))
            .value();

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                ".a.b[0] | 10",
                ".a.b[-1].c | \"d\"",
                ".a.b[-3] | 10",
                ".a.b[-4] | null",
                ".a.b[3] | null",
                ".a.b[-2147483648] | null",
                ".a.b[2147483647] | null",
                ".a[0] | null",
                ".[0] | null",
                ".\"0\" | \"zero\"",
                ".a.b.c | null",
                ".a.b[0].c | null",
                ".\"x y\" | 1.0",
                ".[\"x y\"] | 1.0",
                ".n.x | null",
                ".missing.x[1] | null",
                ".a.b | [10,20,{\"c\":\"d\"}]"
            })
    void aPathLeadsToAValueOrNowhere(String path, String json) {
        assertThat(JsonLine.text(Walk.to(Path.parse(path).orElseThrow().segments(), TREE)))
                .isEqualTo(json);
    }
}
