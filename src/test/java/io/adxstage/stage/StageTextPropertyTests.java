package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class StageTextPropertyTests {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final StageReader reader = new StageReader(url -> false);

    @Property
    void nothingThrowsOnAnyText(@ForAll String text) {
        whatItIsHasAPlace(StageText.parse(text), text.lines().count());
    }

    @Property
    void nothingThrowsOnAnyBytes(@ForAll byte[] bytes) {
        whatItIsHasAPlace(StageText.parse(bytes), bytes.length);
    }

    @Property
    void nothingThrowsOnTextThatIsAlmostJson(@ForAll("almostJson") String text) {
        whatItIsHasAPlace(StageText.parse(text), text.length());
    }

    @Property(tries = 300)
    void whatIsPrintedReadsBackTheSame(@ForAll("trees") JsonNode tree) {
        assertThat(StageText.parse(StageText.print(tree))).isEqualTo(new StageText.Tree(tree));
    }

    @Property(tries = 300)
    void theReaderBearsAnyTree(@ForAll("trees") JsonNode tree) {
        assertThat(reader.read(tree)).isInstanceOf(Checked.Invalid.class);
        assertThat(reader.readInput(tree)).isInstanceOf(CheckedInput.Invalid.class);
    }

    @Property(tries = 300)
    void masksAndDefaultsBearAnyDraft(@ForAll("drafts") ObjectNode draft, @ForAll("drafts") ObjectNode stored) {
        ObjectNode masked = Masks.mask(draft);

        assertThat(Masks.mask(masked)).isEqualTo(masked);
        assertThat(Masks.unmask(draft, stored)).isNotNull();
        assertThat(reader.effective(reader.effective(draft))).isEqualTo(reader.effective(draft));
    }

    @Provide
    Arbitrary<String> almostJson() {
        return Arbitraries.strings()
                .withChars("{}[]:,\"\\\"{}[]:,u0d8eE+-.19tfn /*#'\n\r\t")
                .ofMaxLength(40);
    }

    @Provide
    Arbitrary<ObjectNode> drafts() {
        return objects(trees());
    }

    @Provide
    Arbitrary<JsonNode> trees() {
        return trees(3);
    }

    private static Arbitrary<JsonNode> trees(int depth) {
        Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                Arbitraries.of(JSON.nullNode(), JSON.booleanNode(true), JSON.booleanNode(false)),
                Arbitraries.strings().ascii().ofMaxLength(10).map(JSON::stringNode),
                Arbitraries.of("none", "csv", "fixed", "**********", "${env:A}", "5s", ".", "https://a")
                        .map(JSON::stringNode),
                Arbitraries.integers().map(JSON::numberNode),
                Arbitraries.of("1.50", "1E+400", "-1E-400", "12345678901234567890.5")
                        .map(number -> JSON.numberNode(new BigDecimal(number))));
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<JsonNode> inner = trees(depth - 1);
        Arbitrary<JsonNode> arrays = inner.list().ofMaxSize(3).map(StageTextPropertyTests::array);
        return Arbitraries.frequencyOf(
                Tuple.of(1, leaves),
                Tuple.of(1, arrays),
                Tuple.of(4, objects(inner).map(object -> object)));
    }

    private static Arbitrary<ObjectNode> objects(Arbitrary<JsonNode> values) {
        Arbitrary<String> keys = Arbitraries.of(
                "authentication",
                "input",
                "type",
                "columns",
                "name",
                "path",
                "retry",
                "batch",
                "time",
                "format",
                "broker",
                "topics",
                "tls",
                "clusterUrl",
                "clientSecret",
                "Password",
                "certificate",
                "viewOptions",
                "",
                "a/b~c");
        return Arbitraries.maps(keys, values).ofMaxSize(6).map(entries -> {
            ObjectNode object = JSON.objectNode();
            entries.forEach(object::set);
            return object;
        });
    }

    private static JsonNode array(List<JsonNode> items) {
        ArrayNode array = JSON.arrayNode();
        items.forEach(array::add);
        return array;
    }

    private static void whatItIsHasAPlace(StageText read, long lines) {
        if (read instanceof StageText.Malformed malformed) {
            assertThat(malformed.line()).isBetween(1, (int) lines + 1);
            assertThat(malformed.column()).isPositive();
            assertThat(malformed.detail()).isNotBlank();
        }
    }
}
