package io.adxstage.preview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PastedTextTests {

    private static List<String> payloads(String text) {
        return ((Samples.Read) PastedText.read(text, "t"))
                .messages().stream()
                        .map(message -> new String(message.payload(), UTF_8))
                        .toList();
    }

    @Test
    void aBlankLineEndsAPayload() {
        assertThat(payloads("{\n  \"a\": 1\n}\n \n\n{\"a\": 2}\r\n\r\nplain"))
                .containsExactly("{\n  \"a\": 1\n}", "{\"a\": 2}", "plain");
    }

    @Test
    void jsonMayComeOneALine() {
        assertThat(payloads("{\"a\": 1}\n{\"a\": 2}\n")).containsExactly("{\"a\": 1}", "{\"a\": 2}");
    }

    @Test
    void severalLinesThatAreNoJsonAreOnePayload() {
        assertThat(payloads("name,value\noven,1\noven,2")).containsExactly("name,value\noven,1\noven,2");
        assertThat(payloads("[\n1\n]")).containsExactly("[\n1\n]");
    }

    @Test
    void nothingAndTooManyAreToldWhatIsWanted() {
        assertThat(PastedText.read(" \n\n ", "t")).isInstanceOf(Samples.Unreadable.class);
        assertThat(PastedText.read("1\n".repeat(Samples.MOST + 1), "t")).isInstanceOf(Samples.Unreadable.class);
        assertThat(payloads("1\n".repeat(Samples.MOST))).hasSize(Samples.MOST);
    }
}
