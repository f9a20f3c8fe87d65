package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPlacesTests {

    private static final String TEXT = """
            {
              "a": "x\\ny",
              "b": [1, {"c/d": true}],
              "e": {}
            }""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/a|2|\"x\\ny\"",
                "/b|3|[1, {\"c/d\": true}]",
                "/b/0|3|1",
                "/b/1|3|{\"c/d\": true}",
                "/b/1/c~1d|3|true",
                "/e|4|{}",
                "/b/1/missing/deeper|3|{\"c/d\": true}"
            })
    void everyValueIsFoundWithItsLineAndRange(String pointer, int line, String value) {
        var place = JsonPlaces.of(TEXT).near(pointer);
        assertThat(TEXT.substring(place.from(), place.to())).isEqualTo(value);
        assertThat(place.line()).isEqualTo(line);
    }

    @Test
    void theRootIsTheWholeText() {
        assertThat(JsonPlaces.of(TEXT).near("")).isEqualTo(new JsonPlaces.Place(1, 0, TEXT.length()));
    }

    @Test
    void emptyTextHasNoPlaces() {
        assertThat(JsonPlaces.of("").near("/a")).isEqualTo(new JsonPlaces.Place(1, 0, 0));
    }

    @Test
    void longStringsAreMeasuredToTheirEnd() {
        var text = "{\"a\": \"" + "é\uD83D\uDE00".repeat(20_000) + "\", \"b\": 1}";
        var places = JsonPlaces.of(text);
        assertThat(places.near("/a").to()).isEqualTo(text.indexOf(", \"b\""));
        assertThat(text.charAt(places.near("/b").from())).isEqualTo('1');
    }
}
