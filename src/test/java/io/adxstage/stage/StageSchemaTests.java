package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The schema and the reader come from one description; here an independent validator tells whether that holds. */
class StageSchemaTests {

    /** Everything that the reader refuses and a schema cannot say. Nothing else may differ. */
    private static final Set<String> BEYOND_A_SCHEMA = Set.of(
            "duplicate", // unique by a key of the items
            "duration-range", // a number hidden in text
            "path-index", // likewise
            "utf8-length", // a schema counts characters
            "topic-filter",
            "broker", // URIs
            "cluster-url",
            "ingest-url",
            "cluster-http",
            "cluster-untrusted", // settings of the instance
            "secret-not-allowed",
            "secret-required", // a masked document is shown in editors, where it must not look wrong
            "secret-reference",
            "none-not-local", // two values at once
            "needs-tls",
            "interval-order",
            "private-key",
            "reserved-name",
            "too-many");

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema SCHEMA = REGISTRY.getSchema(StageSchema.schema());

    private final StageReader reader = new StageReader(url -> url.getHost().endsWith(".kusto.windows.net"));

    static Stream<ObjectNode> documents() {
        return Stream.concat(
                Stream.of(Drafts.EXPORTED, Drafts.SMALLEST, Drafts.FULL).map(Drafts::draft), Drafts.kinds().stream());
    }

    /** Where it differs, write what is printed here into the file. */
    @Test
    void theScriptsOfTheEditorAreTestedWithThisSchema() throws java.io.IOException {
        var file = java.nio.file.Path.of("frontend/test/stage-schema.json");
        assertThat(StageText.print(StageSchema.schema()))
                .isEqualToIgnoringNewLines(java.nio.file.Files.readString(file).stripTrailing());
    }

    @Test
    void itIsASchema() {
        Schema ofSchemas = REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(ofSchemas.validate(StageSchema.schema())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void bothAcceptWhatIsValid(ObjectNode document) {
        CheckedAssert.assertThat(reader.read(document)).isValid();
        assertThat(SCHEMA.validate(document)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void bothAgreeOnEveryDocumentThatDiffersInOnePlace(ObjectNode document) {
        List<JsonNode> mutants = Mutants.of(document);

        assertThat(mutants).hasSizeGreaterThan(200).allSatisfy(this::bothAgree);
    }

    @Test
    void bothAgreeOnDocumentsThatDifferInManyPlaces() {
        SplittableRandom random = new SplittableRandom(20260101);
        List<ObjectNode> documents = documents().toList();
        for (int i = 0; i < 3000; i++) {
            JsonNode mutant = documents.get(random.nextInt(documents.size()));
            int changes = random.nextInt(1, 5);
            for (int change = 0; change < changes; change++) {
                mutant = Mutants.one(mutant, random);
            }
            bothAgree(mutant);
        }
    }

    @Test
    void everyFieldHasATitleAndADescription() {
        List<String> bare = new ArrayList<>();
        describe(StageSchema.schema(), "", bare);

        assertThat(bare).isEmpty();
    }

    @Test
    void aFreshCopyIsHandedOut() {
        StageSchema.schema().removeAll();

        assertThat(StageSchema.schema().path("properties").propertyNames()).contains("displayName", "input");
    }

    /** What the reader accepts, the schema accepts; what the reader refuses, the schema refuses where it can say it. */
    private void bothAgree(JsonNode document) {
        Set<String> codes = new TreeSet<>();
        if (reader.read(document) instanceof Checked.Invalid invalid) {
            invalid.problems().forEach(problem -> codes.add(problem.code()));
        }
        boolean either = !codes.isEmpty() && BEYOND_A_SCHEMA.containsAll(codes);
        assertThat(SCHEMA.validate(document).isEmpty())
                .as(() -> "The reader says " + codes + ", the schema " + SCHEMA.validate(document) + " of " + document)
                .matches(accepted -> either || accepted == codes.isEmpty());
    }

    private static void describe(JsonNode schema, String place, List<String> bare) {
        schema.path("properties").forEachEntry((name, field) -> {
            if (!field.hasNonNull("title") || !field.hasNonNull("description")) {
                bare.add(place + "/" + name);
            }
            describe(field, place + "/" + name, bare);
        });
        describeInner(schema, place, bare);
    }

    private static void describeInner(JsonNode schema, String place, List<String> bare) {
        if (schema.has("items")) {
            describe(schema.path("items"), place + "/0", bare);
        }
        schema.path("oneOf").forEach(kind -> describe(kind, place, bare));
    }
}
