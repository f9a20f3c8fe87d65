package io.adxstage.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Format;
import io.adxstage.stage.Path;
import io.adxstage.stage.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** The short way gives the rows, the reasons and the counts of the long way. */
class ShortWayPropertyTests {

    /** Columns whose paths meet each other and lie above, below and beside one another. */
    private static final List<Stage.Column> COLUMNS =
            columns(".a", ".b", ".a.b", ".a.b.c", ".c.a", ".\"\"", ".\"ä\"", ".\"a b\"");

    private static final List<Stage.Column> METADATA =
            columns(".topic", ".payload", ".payload.a", ".payload.a.b", ".systemProperties.timestamp", ".nowhere");

    @Property(tries = 2000)
    void onAnyJson(@ForAll("texts") String text, @ForAll("setUps") SetUp setUp) {
        setUp.holdsFor(text.getBytes(UTF_8));
    }

    @Property(tries = 1000)
    void onJsonWithBytesChanged(
            @ForAll("texts") String text,
            @ForAll("setUps") SetUp setUp,
            @ForAll("places") List<Integer> places,
            @ForAll("changes") byte change) {
        byte[] bytes = text.getBytes(UTF_8);
        for (int place : places) {
            if (bytes.length > 0) {
                bytes[place % bytes.length] = change;
            }
        }
        setUp.holdsFor(bytes);
    }

    @Property(tries = 1000)
    void onJsonThatIsCutOff(
            @ForAll("texts") String text, @ForAll("setUps") SetUp setUp, @ForAll("places") List<Integer> at) {
        byte[] bytes = text.getBytes(UTF_8);
        setUp.holdsFor(Arrays.copyOf(bytes, at.stream().mapToInt(n -> n).sum() % (bytes.length + 1)));
    }

    @Test
    void itIsTheWayOfUsualMessages() {
        assertThat(shortRows(
                        ".payload", COLUMNS, "{ \"x\": [1, {\"y\": null}], \"a\": \"\\u00e4\\n\", \"b\": -1.5e3 }"))
                .isInstanceOf(Rows.Lines.class);
        assertThat(shortRows(".payload.values", COLUMNS, "{\"values\": [{\"a\": 1}, {\"a\": {\"b\": 2}}]}"))
                .isInstanceOf(Rows.Lines.class);
        assertThat(shortRows(".", METADATA, "{\"a\": 1}")).isInstanceOf(Rows.Lines.class);
        assertThat(shortRows(".", METADATA, "17")).isInstanceOf(Rows.Lines.class);
        assertThat(text(".payload", List.of(), "{}")).isEqualTo("{}\n");
    }

    @Test
    void ofARepeatedKeyTheLastCounts() {
        assertThat(text(".payload", columns(".a.b", ".c"), "{\"a\":{\"b\":1},\"c\":2,\"a\":{\"x\":3},\"c\":4}"))
                .isEqualTo("{\"0\":null,\"1\":4}\n");
        assertThat(text(".payload.r", columns(".a"), "{\"r\":[{\"a\":1},{\"a\":2}],\"r\":{\"a\":3}}"))
                .isEqualTo("{\"0\":3}\n");
        assertThat(shortRows(".payload.r.s", columns(".a"), "{\"r\":{\"s\":{\"a\":1}},\"r\":5}"))
                .isNull();
    }

    private static Rows shortRows(String record, List<Stage.Column> columns, String payload) {
        return JsonColumns.of(path(record), columns, new Guard(columns, Stage.OnMismatch.WARN))
                .orElseThrow()
                .rows(Messages.with(payload));
    }

    private static String text(String record, List<Stage.Column> columns, String payload) {
        return new String(((Rows.Lines) shortRows(record, columns, payload)).bytes(), UTF_8);
    }

    private static Path path(String text) {
        return Path.parse(text).orElseThrow();
    }

    private static List<Stage.Column> columns(String... paths) {
        List<Stage.Column> columns = new ArrayList<>();
        for (String path : paths) {
            columns.add(new Stage.Column(String.valueOf(columns.size()), path(path)));
        }
        return columns;
    }

    /** A stage, as far as its rows depend on it. */
    record SetUp(String record, Stage.OnMismatch onMismatch, List<ColumnType> types) {

        private void holdsFor(byte[] payload) {
            List<Stage.Column> columns = record.equals(".") ? METADATA : COLUMNS;
            Guard one = guard(columns);
            Guard other = guard(columns);
            ApplicationMessage message = Messages.with(payload);

            Rows rows = new Projection(new Format.Json(), path(record), columns, one).rows(message);
            Rows expected = new Projection(new Format.Json(), path(record), columns, other).theLongWay(message);

            assertThat(values(rows)).isEqualTo(values(expected));
            assertThat(one.found()).isEqualTo(other.found());
        }

        private Guard guard(List<Stage.Column> columns) {
            Guard guard = new Guard(columns, onMismatch);
            Map<String, ColumnType> known = new HashMap<>();
            for (int i = 0; i < types.size(); i++) {
                known.put(String.valueOf(i), types.get(i));
            }
            if (!known.isEmpty()) {
                guard.know(known);
            }
            return guard;
        }

        /** Not their bytes: an escape may stay as it is or not. */
        private static Object values(Rows rows) {
            return rows instanceof Rows.Lines lines ? List.of(lines.count(), RowValues.of(lines)) : rows;
        }
    }

    @Provide
    Arbitrary<SetUp> setUps() {
        return Combinators.combine(
                        Arbitraries.of(".", ".payload", ".payload.a", ".payload.a.b", ".payload.\"ä\""),
                        Arbitraries.of(Stage.OnMismatch.values()),
                        Arbitraries.of(ColumnType.values()).list().ofMaxSize(7))
                .as(SetUp::new);
    }

    @Provide
    Arbitrary<List<Integer>> places() {
        return Arbitraries.integers().between(0, 200).list().ofMinSize(1).ofMaxSize(2);
    }

    @Provide
    Arbitrary<Byte> changes() {
        return Arbitraries.oneOf(
                Arbitraries.of((byte) '"', (byte) '{', (byte) '}', (byte) ',', (byte) '\\', (byte) 0, (byte) '0'),
                Arbitraries.bytes());
    }

    @Provide
    Arbitrary<String> texts() {
        return Combinators.combine(space(), values(3), space()).as((before, value, after) -> before + value + after);
    }

    private static Arbitrary<String> space() {
        return Arbitraries.frequency(Tuple.of(5, ""), Tuple.of(1, " "), Tuple.of(1, "\r\n\t"));
    }

    private static Arbitrary<String> values(int depth) {
        Arbitrary<String> plain = Arbitraries.oneOf(scalars(), strings().map(text -> "\"" + text + "\""));
        if (depth == 0) {
            return plain;
        }
        Arbitrary<String> member = Combinators.combine(space(), keys(), space(), values(depth - 1), space())
                .as((a, key, b, value, c) -> a + "\"" + key + "\"" + b + ":" + value + c);
        Arbitrary<String> element =
                Combinators.combine(space(), values(depth - 1)).as((before, value) -> before + value);
        return Arbitraries.frequencyOf(
                Tuple.of(2, plain),
                Tuple.of(4, member.list().ofMaxSize(6).map(all -> "{" + String.join(",", all) + "}")),
                Tuple.of(1, element.list().ofMaxSize(3).map(all -> "[" + String.join(",", all) + "]")));
    }

    private static Arbitrary<String> scalars() {
        return Arbitraries.of(
                "null",
                "true",
                "false",
                "0",
                "-0",
                "1",
                "-1",
                "42",
                "007",
                "-",
                "1.",
                ".5",
                "1.50",
                "1e5",
                "1E+400",
                "-12345678901234567890",
                "2147483648",
                "999999999",
                "9223372036854775808",
                "1e",
                "nul",
                "True",
                "NaN",
                "0.1234567890123456789012345678901234567",
                "1673431327",
                "");
    }

    private static Arbitrary<String> strings() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "2023-01-11T10:02:07Z",
                        "2023-01-11T10:02:07.123Z",
                        "2023-02-30T10:02:07Z",
                        "0000-01-01T00:00:00Z",
                        "2023-13-11T10:02:07Z",
                        "2023-01-11T24:02:07Z",
                        "2023-01-11T10:02:07.Z",
                        "2023-01-11",
                        "74be27de-1e4e-49d9-b579-fe0b331d3642",
                        "74be27de-1e4e-49d9-b579-fe0b331d364",
                        "12:30:00",
                        "42",
                        "true"),
                Arbitraries.of(
                                "\\u00e4",
                                "\\ud83d\\ude00",
                                "\\ud83d",
                                "\\n",
                                "\\\"",
                                "\\\\",
                                "\\/",
                                "\\x",
                                "\\u12g4",
                                "ä",
                                "€😀",
                                "\u0007",
                                "a")
                        .list()
                        .ofMaxSize(4)
                        .map(parts -> String.join("", parts)));
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.frequency(
                Tuple.of(6, "a"),
                Tuple.of(5, "b"),
                Tuple.of(4, "c"),
                Tuple.of(2, "ä"),
                Tuple.of(1, ""),
                Tuple.of(1, "a b"),
                Tuple.of(1, "\\u0061"),
                Tuple.of(1, "\\ud800"),
                Tuple.of(2, "payload"));
    }
}
