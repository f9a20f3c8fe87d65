package io.adxstage.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Format;
import io.adxstage.stage.Path;
import io.adxstage.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A message taken apart. */
class AnatomyTests {

    private static ApplicationMessage message(String payload) {
        return new ApplicationMessage(
                Instant.EPOCH,
                "plant/1",
                1,
                7,
                false,
                ApplicationMessage.Properties.NONE,
                List.of(new ApplicationMessage.UserProperty("k", "v")),
                payload.getBytes(StandardCharsets.UTF_8));
    }

    private static Anatomy.Part root(String payload, String recordPath) {
        Anatomy anatomy = Anatomy.of(
                message(payload), new Format.Json(), Path.parse(recordPath).orElseThrow());
        return ((Anatomy.Parts) anatomy).root();
    }

    /** Every part with a path, as {@code path=text}, branches without text. */
    private static String paths(Anatomy.Part part) {
        StringBuilder text = new StringBuilder();
        if (part.path() != null) {
            text.append(part.path())
                    .append(part.isBranch() ? "" : "=" + part.text())
                    .append(' ');
        }
        part.parts().forEach(inner -> text.append(paths(inner)));
        return text.toString();
    }

    @Test
    void everyFieldOfThePayloadHasThePathFromTheRecord() {
        assertThat(paths(root("{\"a\": 1, \"b\": {\"x y\": [true, {\"z\": null}]}}", ".payload")))
                .isEqualTo(". .a=1 .b .b.\"x y\" .b.\"x y\"[0]=true .b.\"x y\"[1] .b.\"x y\"[1].z=null ");
    }

    @Test
    void anArrayOfRecordsGivesTheSamePathsInEachOfThem() {
        assertThat(paths(root("[{\"a\": 1}, {\"a\": 2, \"b\": [3]}]", ".payload")))
                .isEqualTo(". .a=1 . .a=2 .b .b[0]=3 ");
        assertThat(paths(root("[1, 2]", ".payload"))).isEqualTo(".=1 .=2 ");
    }

    @Test
    void whatIsOutsideOfTheRecordIsShownWithoutAPath() {
        Anatomy.Part root = root("{\"head\": {\"id\": 1}, \"records\": [{\"a\": 1}]}", ".payload.records");

        assertThat(paths(root)).isEqualTo(". .a=1 ");
        assertThat(root.parts().getFirst().text()).isEqualTo("{\"id\":1}");
    }

    @Test
    void withTheWholeMessageAsRecordTheMetadataIsThere() {
        assertThat(paths(root("{\"a\": 1}", ".")))
                .contains(".topic=\"plant/1\"", ".userProperties[0].value=\"v\"", ".payload.a=1");
    }

    @Test
    void aRecordPathThatLeadsNowhereLeavesNothingToChoose() {
        assertThat(paths(root("{\"a\": 1}", ".payload.b"))).isEmpty();
        assertThat(paths(root("7", ".payload"))).isEqualTo(".=7 ");
    }

    @Test
    void aPayloadThatCannotBeReadSaysWhy() {
        Anatomy anatomy = Anatomy.of(
                message("{oops"), new Format.Json(), Path.parse(".payload").orElseThrow());

        assertThat(anatomy)
                .isInstanceOfSatisfying(
                        Anatomy.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).startsWith("The payload is no JSON"));
    }

    @Test
    void ofALargeMessageTheFirstPartsAreShownAndTheRestIsCounted() {
        Anatomy.Part root = root("[" + "{\"a\": [1, 2, 3]},".repeat(400) + "{}]", ".payload");

        assertThat(root.parts()).hasSizeLessThan(Anatomy.MOST_PARTS);
        assertThat(root.left()).isEqualTo(401 - root.parts().size());
    }

    /** The promise of the page: what is pressed is what is found. */
    @Property(tries = 300)
    void theProposedPathLeadsToThatValue(@ForAll("values") Value payload, @ForAll("recordPaths") String recordPath) {
        Path record = Path.parse(recordPath).orElseThrow();
        ApplicationMessage message = message(JsonLine.text(payload));
        if (Anatomy.of(message, new Format.Json(), record) instanceof Anatomy.Parts(Anatomy.Part root)) {
            check(root, message, record, null);
        }
    }

    /** @param row in an array of records, the index of the one that this is part of */
    private static void check(Anatomy.Part part, ApplicationMessage message, Path record, Integer row) {
        if (part.path() != null) {
            assertThat(Path.parse(part.path().text())).contains(part.path());
            Projection projection =
                    new Projection(new Format.Json(), record, List.of(new Stage.Column("c", part.path())));
            if (projection.rows(message) instanceof Rows.Lines lines) {
                Value found = RowValues.of(lines).get(row == null ? 0 : row).get("c");
                assertThat(found).isEqualTo(part.value());
            } else {
                // Null as record is a dead letter, and has no parts.
                assertThat(part.value()).isEqualTo(Value.NULL);
            }
        }
        for (int i = 0; i < part.parts().size(); i++) {
            Anatomy.Part inner = part.parts().get(i);
            boolean isRecord = part.path() == null
                    && inner.path() != null
                    && inner.path().segments().isEmpty();
            check(inner, message, record, isRecord && part.value() instanceof Value.Array ? Integer.valueOf(i) : row);
        }
    }

    @Provide
    Arbitrary<String> recordPaths() {
        return Arbitraries.of(
                ".payload", ".payload", ".", ".payload.a", ".payload.\"x y\"", ".payload[0]", ".payload.a[1]");
    }

    @Provide
    Arbitrary<Value> values() {
        Arbitrary<String> keys = Arbitraries.oneOf(
                Arbitraries.of("a", "x y", "\"", "\\", ".", "", "1", "é", "payload"),
                Arbitraries.strings().ofMaxLength(4).filter(AnatomyTests::isWhole));
        Arbitrary<Value> leaves = Arbitraries.oneOf(
                Arbitraries.just(Value.NULL),
                Arbitraries.of(true, false).map(Value.Bool::new),
                Arbitraries.longs().map(Value::ofNumber),
                Arbitraries.strings().alpha().ofMaxLength(5).map(Value.Text::new));
        return Arbitraries.recursive(
                () -> leaves,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(Value.Array::new),
                        Combinators.combine(keys.list().uniqueElements().ofSize(2), inner, inner)
                                .as((names, one, other) -> {
                                    var members = new java.util.LinkedHashMap<String, Value>();
                                    members.put(names.get(0), one);
                                    members.put(names.get(1), other);
                                    return new Value.Object(members);
                                })),
                0,
                3);
    }

    /** UTF-8 cannot say half of a surrogate pair. */
    private static boolean isWhole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(text);
    }
}
