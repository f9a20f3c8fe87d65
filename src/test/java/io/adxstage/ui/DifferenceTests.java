package io.adxstage.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.stage.StageText;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** How two versions of a document differ, in fields. */
class DifferenceTests {

    private static List<String> between(String before, String after) {
        return Difference.between(document(before), document(after)).stream()
                .map(change -> change.place().label() + " " + change.kind() + " "
                        + change.before().text() + " -> " + change.after().text())
                .toList();
    }

    private static ObjectNode document(String text) {
        return (ObjectNode) ((StageText.Tree) StageText.parse(text)).root();
    }

    @Test
    void fieldsAreToldWithWhatStoodThereBefore() {
        assertThat(between(
                        "{\"batch\": {\"time\": \"5s\"}, \"description\": \"x\", \"enabled\": true}",
                        "{\"batch\": {\"time\": \"30s\"}, \"enabled\": false, \"retry\": {\"type\": \"none\"}}"))
                .containsExactly(
                        "batch.time changed 5s -> 30s",
                        "description removed x -> ",
                        "enabled changed true -> false",
                        "retry.type added  -> none");
    }

    @Test
    void columnsAreToldByName() {
        assertThat(between(
                        "{\"columns\": [{\"name\": \"a\"}, {\"name\": \"b\", \"path\": \".x\"}, {\"name\": \"c\"}]}",
                        "{\"columns\": [{\"name\": \"b\", \"path\": \".y\"}, {\"name\": \"c\"}, {\"name\": \"d\"}]}"))
                .containsExactly(
                        "columns.a removed .\"a\" -> ",
                        "columns.b.path changed .x -> .y",
                        "columns.d added  -> .\"d\"");
    }

    @Test
    void anotherOrderOfColumnsIsAChange() {
        assertThat(between(
                        "{\"columns\": [{\"name\": \"a\"}, {\"name\": \"b\"}]}",
                        "{\"columns\": [{\"name\": \"b\"}, {\"name\": \"a\"}]}"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("columns changed");
    }

    @Test
    void secretsAreToldAsReplacedAndNeverShown() {
        assertThat(between(
                        "{\"authentication\": {\"clientSecret\": \"t0p\", \"password\": \"same\"}}",
                        "{\"authentication\": {\"clientSecret\": \"n3w\", \"password\": \"same\"}}"))
                .containsExactly("authentication.clientSecret secret  -> ");
        assertThat(between(
                        "{\"authentication\": {\"clientSecret\": \"t0p\"}}",
                        "{\"authentication\": {\"clientSecret\": \"${env:ADX_STAGE_SECRET_A}\"}}"))
                .containsExactly("authentication.clientSecret added  -> ${env:ADX_STAGE_SECRET_A}");
    }

    @Test
    void viewOptionsAreOneField() {
        assertThat(between("{\"viewOptions\": {\"x\": {\"y\": 1}}}", "{\"viewOptions\": {\"x\": {\"y\": 2}}}"))
                .hasSize(1);
    }

    @Test
    void nullAndAbsentAreTheSame() {
        assertThat(between("{\"description\": null}", "{}")).isEmpty();
    }
}
