package io.adxstage.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonLinePropertyTests {

    @Property
    void aValueWrittenAndReadIsTheSameValueInOneLine(@ForAll("values") Value value) {
        String line = JsonLine.text(value);

        assertThat(line).doesNotContain("\n", "\r");
        assertThat(new JsonDecoder().decode(line.getBytes(UTF_8))).isEqualTo(new Decoded.Payload(value));
    }

    @Provide
    Arbitrary<Value> values() {
        return Arbitraries.lazyOf(
                () -> Arbitraries.just(Value.NULL),
                () -> Arbitraries.of(true, false).map(Value.Bool::new),
                () -> numbers().map(Value.Number::new),
                () -> texts().map(Value.Text::new),
                () -> values().list().ofMaxSize(4).map(Value.Array::new),
                () -> Arbitraries.maps(names(), values())
                        .ofMaxSize(4)
                        .map(members -> new Value.Object(new LinkedHashMap<>(members))));
    }

    /** A name with half a surrogate pair is none that the reader takes. */
    private static Arbitrary<String> names() {
        return texts().filter(name -> UTF_8.newEncoder().canEncode(name));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(10),
                Arbitraries.strings()
                        .withChars("\"\\\n\r\t\b\0 a\uD83D\uDE00\u2028")
                        .ofMaxLength(6));
    }

    private static Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.bigIntegers().map(Object::toString),
                Arbitraries.bigDecimals().ofScale(5).map(Object::toString),
                Arbitraries.of("1.0", "-0", "1e5", "1E-400", "12345678901234567890.10", "0e0"));
    }
}
