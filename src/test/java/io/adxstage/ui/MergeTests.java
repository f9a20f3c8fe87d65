package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Secret;
import io.adxstage.stage.StageText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of two people's changes to one stage. */
class MergeTests {

    private static final String BASE = """
            {"displayName": "Oven", "clusterUrl": "https://x.kusto.windows.net", "database": "db", "table": "ovens",
             "authentication": {"type": "servicePrincipal", "tenantId": "t", "clientId": "c", "clientSecret": "t0p"},
             "batch": {"time": "5s", "maxRows": 100}, "columns": [{"name": "a"}, {"name": "b", "path": ".x"}],
             "retry": {"type": "fixed", "interval": "10s"}, "viewOptions": {"x": {"y": 1}}}
            """;

    /** Places of plain fields, and what may stand there. */
    private static final List<String> PLACES = List.of(
            "/displayName",
            "/description",
            "/database",
            "/table",
            "/batch/time",
            "/batch/maxRows",
            "/batch/path",
            "/onMismatch",
            "/authentication/tenantId",
            "/authentication/clientId",
            "/retry/interval",
            "/retry/maxRetries");

    private static ObjectNode document(String text) {
        return (ObjectNode) ((StageText.Tree) StageText.parse(text)).root();
    }

    private static ObjectNode base() {
        return document(BASE);
    }

    /** The base as a draft begins with it. */
    private static ObjectNode draft() {
        return (ObjectNode) MaskedText.mask(base());
    }

    private static ObjectNode with(ObjectNode document, String pointer, String value) {
        Trees.set(document, JsonPointer.compile(pointer), Trees.object().textNode(value));
        return document;
    }

    private static List<String> told(Merge merge) {
        return merge.items().stream()
                .map(item -> item.place().label() + " by " + item.by())
                .toList();
    }

    @Property(tries = 300)
    void changesThatDoNotOverlapAreBothKept(
            @ForAll("edits") Map<String, String> theirs, @ForAll("edits") Map<String, String> mine) {
        ObjectNode left = base();
        ObjectNode right = draft();
        ObjectNode both = draft();
        Set<String> places = new TreeSet<>(theirs.keySet());
        theirs.forEach((place, value) -> with(left, place, value));
        theirs.forEach((place, value) -> with(both, place, value));
        mine.forEach((place, value) -> {
            if (!theirs.containsKey(place)) {
                with(right, place, value);
                with(both, place, value);
                places.add(place);
            }
        });

        Merge merge = Merge.of(base(), left, right);

        assertThat(merge.open(Map.of())).isEmpty();
        assertThat(merge.joined(Map.of())).isEqualTo(both);
        assertThat(merge.items()).extracting(item -> item.place().id()).containsExactlyInAnyOrderElementsOf(places);
    }

    @Property(tries = 100)
    void whateverIsChosenIsOnesOwnOrTheOthers(
            @ForAll("edits") Map<String, String> theirs, @ForAll("edits") Map<String, String> mine) {
        ObjectNode left = base();
        ObjectNode right = draft();
        theirs.forEach((place, value) -> with(left, place, value));
        mine.forEach((place, value) -> with(right, place, value));

        Merge merge = Merge.of(base(), left, right);

        for (Merge.Item open : merge.open(Map.of())) {
            String place = open.place().id();
            assertThat(merge.joined(Map.of(place, Merge.Side.THEIRS)).at(place)).isEqualTo(left.at(place));
            assertThat(merge.joined(Map.of(place, Merge.Side.MINE)).at(place)).isEqualTo(right.at(place));
        }
    }

    @Provide
    Arbitrary<Map<String, String>> edits() {
        return Arbitraries.maps(
                        Arbitraries.of(PLACES),
                        Arbitraries.strings().alpha().ofLength(3).map("new "::concat))
                .ofMaxSize(6);
    }

    @Example
    void aFieldThatBothChangedIsForAPersonToChoose() {
        Merge merge = Merge.of(base(), with(base(), "/batch/time", "30s"), with(draft(), "/batch/time", "1s"));
        assertThat(merge.items())
                .containsExactly(new Merge.Item(
                        Place.TOP.then("batch").then("time"),
                        new Cell("value", "5s"),
                        new Cell("value", "30s"),
                        new Cell("value", "1s"),
                        Merge.Side.BOTH));
        assertThat(merge.open(Map.of("/batch/time", Merge.Side.MINE))).isEmpty();
    }

    @Example
    void theSameChangeTwiceIsNoConflict() {
        Merge merge = Merge.of(base(), with(base(), "/batch/time", "30s"), with(draft(), "/batch/time", "30s"));
        assertThat(merge.items()).isEmpty();
    }

    @Example
    void columnsOfBothAreThereInTheirOrder() {
        ObjectNode theirs =
                document(BASE.replace("[{\"name\": \"a\"},", "[{\"name\": \"a\"}, {\"name\": \"theirs\"},"));
        ObjectNode mine = document(BASE.replace("\".x\"}]", "\".y\"}, {\"name\": \"mine\"}]"));
        Merge merge = Merge.of(base(), theirs, (ObjectNode) MaskedText.mask(mine));
        assertThat(told(merge))
                .containsExactly("columns.theirs by THEIRS", "columns.b.path by MINE", "columns.mine by MINE");
        assertThat(merge.joined(Map.of()).path("columns").toString())
                .isEqualTo(
                        "[{\"name\":\"a\"},{\"name\":\"theirs\"},{\"name\":\"b\",\"path\":\".y\"},{\"name\":\"mine\"}]");
    }

    @Example
    void aColumnThatOneRemovedAndTheOtherChangedIsForAPersonToChoose() {
        ObjectNode theirs = document(BASE.replace(", {\"name\": \"b\", \"path\": \".x\"}", ""));
        Merge merge = Merge.of(base(), theirs, document(BASE.replace("\".x\"", "\".y\"")));
        assertThat(told(merge)).contains("columns.b by BOTH");
        assertThat(merge.joined(Map.of("/columns/b", Merge.Side.THEIRS)).path("columns"))
                .hasSize(1);
    }

    @Example
    void columnsWithoutNamesOfTheirOwnAreOneField() {
        ObjectNode mine = document(BASE.replace("\"b\"", "\"a\""));
        assertThat(told(Merge.of(base(), with(base(), "/table", "t"), mine))).contains("columns by MINE");
    }

    @Example
    void aGroupOfAnotherKindIsChosenAsAWhole() {
        ObjectNode theirs = base();
        theirs.set("authentication", document("{\"type\": \"managedIdentity\"}"));
        Merge merge = Merge.of(base(), theirs, with(draft(), "/authentication/clientId", "other"));
        assertThat(told(merge)).containsExactly("authentication by BOTH");
        assertThat(merge.items().getFirst().mine().text())
                .contains("other", Secret.MASK)
                .doesNotContain("t0p");
        assertThat(merge.joined(Map.of("/authentication", Merge.Side.THEIRS)).path("authentication"))
                .isEqualTo(theirs.path("authentication"));
    }

    @Example
    void aSecretThatTheOtherReplacedStaysReplaced() {
        Merge merge =
                Merge.of(base(), with(base(), "/authentication/clientSecret", "n3w"), with(draft(), "/table", "kilns"));
        assertThat(told(merge)).containsExactly("table by MINE", "authentication.clientSecret by THEIRS");
        assertThat(merge.items().getLast().theirs()).isEqualTo(new Cell("newSecret", ""));
        assertThat(merge.joined(Map.of()).at("/authentication/clientSecret").stringValue())
                .isEqualTo(Secret.MASK);
    }

    @Example
    void aSecretThatBothReplacedIsForAPersonToChooseAndNeverShown() {
        Merge merge = Merge.of(
                base(),
                with(base(), "/authentication/clientSecret", "n3w"),
                with(draft(), "/authentication/clientSecret", "typed"));
        assertThat(merge.open(Map.of())).hasSize(1);
        assertThat(merge.items().toString()).doesNotContain("t0p", "n3w", "typed");
        String place = "/authentication/clientSecret";
        assertThat(merge.joined(Map.of(place, Merge.Side.THEIRS)).at(place).stringValue())
                .isEqualTo(Secret.MASK);
        assertThat(merge.joined(Map.of(place, Merge.Side.MINE)).at(place).stringValue())
                .isEqualTo("typed");
    }

    @Example
    void whatBothAddedIsJoinedByItsFieldsUnlessItIsAKindOrAnInput() {
        ObjectNode bare = base();
        bare.remove(List.of("batch", "retry"));
        ObjectNode mine = (ObjectNode) MaskedText.mask(bare);
        mine.set("batch", document("{\"time\": \"1s\", \"maxRows\": 5}"));
        mine.set("retry", document("{\"type\": \"none\"}"));
        ObjectNode theirs = bare.deepCopy();
        theirs.set("batch", document("{\"time\": \"30s\"}"));
        theirs.set("retry", document("{\"type\": \"fixed\"}"));
        assertThat(told(Merge.of(bare, theirs, mine)))
                .containsExactly("batch.time by BOTH", "batch.maxRows by MINE", "retry by BOTH");
    }

    @Example
    void whatOneTookOutStaysOut() {
        ObjectNode theirs = base();
        theirs.remove("retry");
        Merge merge = Merge.of(base(), theirs, with(draft(), "/table", "kilns"));
        assertThat(told(merge)).containsExactly("table by MINE", "retry.type by THEIRS", "retry.interval by THEIRS");
        assertThat(merge.joined(Map.of()).has("retry")).isFalse();
    }
}
