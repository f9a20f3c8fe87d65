package io.adxstage.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published page of first-run errors has every cause, and speaks of checks that there are. */
class FirstRunErrorsPageTests {

    private static final Path PAGE = Path.of("docs", "first-run-errors.md");

    /** How a cell of the doctor begins each of its checks. */
    private static final Pattern CHECK = Pattern.compile("\\*([a-z-]+)(?::[^*]+)? (failed|warning|skipped)\\*: ");

    /** Rows with so many columns, by the first of them. */
    private static Map<String, List<String>> rows(int columns) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| What is wrong"))
                .map(line -> Arrays.stream(line.split("(?<!\\\\)\\|"))
                        .map(String::strip)
                        .skip(1)
                        .toList())
                .filter(cells -> cells.size() == columns)
                .collect(Collectors.toMap(List::getFirst, cells -> cells, (one, two) -> two, LinkedHashMap::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrong tenant",
                "wrong client",
                "client without a service principal",
                "wrong secret",
                "expired secret",
                "no right to ingest",
                "missing database",
                "missing table",
                "missing column",
                "type mismatch",
                "ingest URI",
                "unknown host",
                "refused port",
                "bad certificate",
                "blocked storage",
                "clock 10 minutes off",
                "throttled",
                "Fabric host"
            })
    void everyCauseIsThereWithWhatIsSaidOfItAndHowLongThatTook(String cause) throws Exception {
        assertThat(rows(5))
                .hasKeySatisfying(title(cause))
                .allSatisfy((title, cells) -> assertThat(cells)
                        .noneMatch(String::isEmpty)
                        .satisfies(row -> assertThat(List.of(row.get(2), row.get(4)))
                                .allMatch(took -> took.matches("\\d{1,3}\\.\\d s"))));
        assertThat(rows(3)).hasKeySatisfying(title(cause));
    }

    private static Condition<String> title(String cause) {
        return new Condition<>(title -> title.startsWith(cause), "the row of %s", cause);
    }

    @Test
    void everyFaultIsFoundByACheckThatExists() throws Exception {
        List<String> subjects =
                Arrays.stream(Subject.values()).map(Subject::key).toList();
        assertThat(rows(5)).allSatisfy((title, cells) -> {
            List<String> checks = CHECK.matcher(cells.get(3))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(subjects).as(title).containsAll(checks);
            boolean well = title.equals("nothing") || title.endsWith("(nothing is wrong)");
            assertThat(checks.isEmpty()).as(title).isEqualTo(well);
        });
    }

    @Test
    void nothingOfTheMachineThatMeasuredIsOnIt() throws Exception {
        assertThat(Files.readString(PAGE).toLowerCase(Locale.ROOT))
                .doesNotContain("/tmp/", "/home/", "/root/", "sig=", "canary");
    }
}
