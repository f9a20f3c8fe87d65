package io.adxstage.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.Format;
import io.adxstage.stage.Path;
import io.adxstage.stage.Stage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardTests {

    private static final List<Stage.Column> COLUMNS =
            List.of(new Stage.Column("n", Path.ofKey("n")), new Stage.Column("s", Path.ofKey("s")));

    private static final Map<String, ColumnType> TABLE = Map.of("n", ColumnType.INT, "s", ColumnType.STRING);

    private static Guard guard(Stage.OnMismatch rule) {
        return new Guard(COLUMNS, rule);
    }

    private static Rows rows(Guard guard, String payload) {
        Path payloads = Path.parse(".payload").orElseThrow();
        return new Projection(new Format.Json(), payloads, COLUMNS, guard).rows(Messages.with(payload));
    }

    private static String lines(Guard guard, String payload) {
        return new String(((Rows.Lines) rows(guard, payload)).bytes(), UTF_8);
    }

    @Test
    void withoutAKnownTableNothingIsChecked() {
        Guard guard = guard(Stage.OnMismatch.DEAD_LETTER);

        assertThat(lines(guard, "{\"n\":\"hot\"}")).isEqualTo("{\"n\":\"hot\",\"s\":null}\n");
        assertThat(guard.found()).isEmpty();
    }

    @Test
    void aWarningLetsTheRowGoAndCountsByColumnWithTheFirstExample() {
        Guard guard = guard(Stage.OnMismatch.WARN);
        guard.know(TABLE);

        assertThat(lines(guard, "[{\"n\":\"hot\"},{\"n\":71.5},{\"n\":7,\"s\":1.50}]"))
                .isEqualTo("{\"n\":\"hot\",\"s\":null}\n{\"n\":71.5,\"s\":null}\n{\"n\":7,\"s\":1.50}\n");
        assertThat(guard.found()).containsExactly(new Misfit("n", ColumnType.INT, 2, "\"hot\"", Effect.NULL));
    }

    @Test
    void aDeadLetterNamesColumnTypeAndValue() {
        Guard guard = guard(Stage.OnMismatch.DEAD_LETTER);
        guard.know(TABLE);

        assertThat(rows(guard, "[{\"n\":1},{\"n\":71.5}]"))
                .isEqualTo(new Rows.None("The value 71.5 does not fit column n of type int: Azure Data Explorer would"
                        + " make it null. (onMismatch is deadLetter.)"));
        assertThat(guard.found()).singleElement().extracting(Misfit::count).isEqualTo(1L);
    }

    @Test
    void aConversionIsWrittenAndWhatCannotBeConvertedIsCounted() {
        Guard guard = guard(Stage.OnMismatch.CONVERT);
        guard.know(TABLE);

        assertThat(lines(guard, "[{\"n\":\"7\",\"s\":1.50},{\"n\":71.5}]"))
                .isEqualTo("{\"n\":7,\"s\":\"1.50\"}\n{\"n\":71.5,\"s\":null}\n");
        assertThat(guard.found()).containsExactly(new Misfit("n", ColumnType.INT, 1, "71.5", Effect.NULL));
    }

    @Test
    void aColumnThatTheTableLacksLosesItsValuesButNotNothing() {
        Guard guard = guard(Stage.OnMismatch.WARN);
        guard.know(Map.of("n", ColumnType.INT, "S", ColumnType.STRING));

        lines(guard, "[{\"s\":null},{},{\"s\":\"x\"}]");

        assertThat(guard.found()).containsExactly(new Misfit("s", null, 1, "\"x\"", Effect.DROPPED));
        assertThat(guard.found().getFirst().sentence())
                .isEqualTo("The table has no column s, so its value \"x\" would be lost.");
    }

    @Test
    void aChangedTableChangesTheChecksAndStartsCountingAnewWhereTheTypeChanged() {
        Guard guard = guard(Stage.OnMismatch.WARN);
        guard.know(TABLE);
        lines(guard, "{\"n\":71.5}");

        guard.know(TABLE);
        assertThat(guard.found()).hasSize(1);

        guard.know(Map.of("n", ColumnType.REAL, "s", ColumnType.INT));
        lines(guard, "{\"n\":71.5,\"s\":\"x\"}");
        assertThat(guard.found()).containsExactly(new Misfit("s", ColumnType.INT, 1, "\"x\"", Effect.NULL));

        guard.forget();
        assertThat(guard.found()).isEmpty();
    }

    @Test
    void aLongExampleIsCut() {
        Guard guard = guard(Stage.OnMismatch.WARN);
        guard.know(TABLE);

        lines(guard, "{\"n\":\"" + "x".repeat(5_000) + "\"}");

        assertThat(guard.found().getFirst().example())
                .hasSize(101)
                .startsWith("\"xxx")
                .endsWith("…");
    }
}
