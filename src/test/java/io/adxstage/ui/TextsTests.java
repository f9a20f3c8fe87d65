package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.StageSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text of the pages is in messages.properties, and nothing else is there. */
class TextsTests {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern LITERAL_KEY = Pattern.compile("#\\{([a-zA-Z.]+)[(}]");
    private static final Pattern QUOTED_KEY =
            Pattern.compile("['\"]((?:notice|columns|editor|section)\\.[a-zA-Z.]+)['\"]");

    private static Properties messages() throws IOException {
        var messages = new Properties();
        try (var reader = Files.newBufferedReader(RESOURCES.resolve("messages.properties"))) {
            messages.load(reader);
        }
        return messages;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).toList();
        }
    }

    private static List<Path> templates() throws IOException {
        return files(RESOURCES.resolve("templates"), ".html");
    }

    /** Keys that pages and controllers name, and those made of the names of fields, choices and states. */
    private static Set<String> wanted() throws IOException {
        var keys = new TreeSet<String>();
        var sources = new ArrayList<>(templates());
        sources.addAll(files(Path.of("src/main/java/io/adxstage/ui"), ".java"));
        for (Path source : sources) {
            var text = read(source);
            LITERAL_KEY.matcher(text).results().forEach(found -> keys.add(found.group(1)));
            QUOTED_KEY.matcher(text).results().forEach(found -> keys.add(found.group(1)));
        }
        for (Field field : StageFields.ALL) {
            keys.add("field." + field.name() + ".hint");
            labelAndChoices(keys, "field." + field.name(), field);
        }
        for (RowTable table : StageFields.TABLES) {
            table.cells().forEach(cell -> labelAndChoices(keys, "field." + table.name() + "." + cell.key(), cell));
        }
        for (var state : io.adxstage.flow.StageState.values()) {
            keys.add("state." + StateWord.of(state));
        }
        Stream.of(io.adxstage.doctor.Subject.values())
                .map(subject -> "checks.subject." + subject.key())
                .forEach(keys::add);
        Stream.of("passed", "failed", "warning", "skipped")
                .map("checks.status."::concat)
                .forEach(keys::add);
        Stream.of("open", "sealed", "inFlight", "accepted", "arrived", "arrivalUnknown", "failed")
                .map("stage.batch.state."::concat)
                .forEach(keys::add);
        Stream.of("arrived", "awaiting", "unknown").map("stage.lately."::concat).forEach(keys::add);
        Stream.of("received", "accepted", "arrived").map("stage.chart."::concat).forEach(keys::add);
        Stream.of(StageListing.Group.values())
                .map(group -> "stages.group." + group.name().toLowerCase(java.util.Locale.ROOT))
                .forEach(keys::add);
        Stream.of("absent", "secret", "newSecret").map("cell."::concat).forEach(keys::add);
        Stream.of("changed", "added", "removed", "secret")
                .map("stage.revision.change."::concat)
                .forEach(keys::add);
        Stream.of("null", "cut", "dropped")
                .map("stage.mismatch.effect."::concat)
                .forEach(keys::add);
        return keys;
    }

    private static void labelAndChoices(Set<String> keys, String name, Field field) {
        keys.add(name + ".label");
        field.choices().forEach(choice -> keys.add(name + ".option." + choice));
    }

    @Test
    void noTextIsMissingAndNoneIsUnused() throws IOException {
        assertThat(new TreeSet<>(messages().stringPropertyNames())).isEqualTo(wanted());
    }

    @Test
    void templatesHoldNoTextOfTheirOwn() throws IOException {
        for (Path template : templates()) {
            var text = read(template).replaceAll("(?s)<!--.*?-->", "").replaceAll("<!DOCTYPE html>", "");
            assertThat(text.replaceAll("(?s)<(?:\"[^\"]*\"|[^>\"])*>", ""))
                    .as(template.toString())
                    .doesNotContainPattern("\\p{L}");
            assertThat(text).as(template.toString()).doesNotContainPattern("\\s(title|aria-label|placeholder|alt)=");
        }
    }

    @Test
    void templatesHoldNoInlineStyleOrScript() throws IOException {
        for (Path template : templates()) {
            assertThat(read(template))
                    .as(template.toString())
                    .doesNotContainPattern("<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*th:src)");
        }
    }

    @Test
    void everyFieldHasItsPlaceOnTheForm() {
        var form = read(RESOURCES.resolve("templates/fragments/stage-form.html"));
        StageFields.ALL.forEach(field -> assertThat(form).contains("form.field('" + field.name() + "')"));
        StageFields.TABLES.forEach(table -> assertThat(form).contains("form.table('" + table.name() + "')"));
    }

    /** A field that is added to the document is missed here until it is on the form, or named as one that is not. */
    @Test
    void theFormKnowsEveryKeyOfTheDocument() {
        var known = new TreeSet<String>(Set.of("type", "viewOptions", "partitionCount", "partitionStrategy"));
        StageFields.ALL.forEach(field -> Stream.of(field.name().split("\\.")).forEach(known::add));
        StageFields.TABLES.forEach(
                table -> known.add(Trees.pointer(table.name()).last().getMatchingProperty()));
        StageFields.TABLES.forEach(table -> table.cells().forEach(cell -> known.add(cell.key())));
        var keys = new TreeSet<String>();
        collect(StageSchema.schema(), keys);
        keys.removeIf(key -> key.startsWith("$"));
        assertThat(known).containsAll(keys);
    }

    private static void collect(tools.jackson.databind.JsonNode schema, Set<String> keys) {
        schema.path("properties").propertyNames().forEach(keys::add);
        schema.values().forEach(part -> collect(part, keys));
    }
}
