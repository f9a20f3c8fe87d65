package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code docs/fields.md} names every field, and every test that it names is there. */
class FieldsTableTests {

    private static final Path TABLE = Path.of("docs", "fields.md");

    @Test
    void everyFieldOfTheSchemaStandsInTheTableAndNoOther() throws IOException {
        Set<String> fields = new TreeSet<>();
        collect(StageSchema.schema(), "", fields);

        assertThat(found("^\\| `([a-zA-Z.\\[\\]]+)` \\|.*Tests.*$")).isEqualTo(fields);
    }

    @Test
    void everyTestOfTheTableIsThere() throws Exception {
        for (String name : found("`(\\w+Tests(?:\\.\\w+)?)`")) {
            String[] parts = name.split("\\.");
            Class<?> tests = Class.forName(getClass().getPackageName() + "." + parts[0]);
            assertThat(Arrays.stream(tests.getDeclaredMethods()).map(Method::getName))
                    .as(name)
                    .contains(parts.length == 1 ? tests.getDeclaredMethods()[0].getName() : parts[1]);
        }
    }

    private static Set<String> found(String regex) throws IOException {
        return Pattern.compile(regex, Pattern.MULTILINE)
                .matcher(Files.readString(TABLE))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void collect(JsonNode schema, String place, Set<String> fields) {
        schema.path("properties").forEachEntry((name, field) -> {
            String inner = place.isEmpty() ? name : place + "." + name;
            fields.add(inner);
            collect(field, inner, fields);
        });
        if (schema.has("items")) {
            collect(schema.path("items"), place + "[]", fields);
        }
        schema.path("oneOf").forEach(kind -> collect(kind, place, fields));
    }
}
