package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Values that do not fit their column, through the whole service. */
class MismatchTests extends WholeFlow {

    private static final String COLUMNS = "[{\"name\": \"n\"}, {\"name\": \"t\"}]";

    private String running(String table, String rule) {
        String id = service.create(
                stage(table, COLUMNS, "\"batch\": {\"time\": \"300ms\"}", "\"onMismatch\": \"" + rule + "\""));
        service.awaitState(id, "running");
        service.awaitStatus(id, "a known table", MismatchTests::knowsItsTable);
        return id;
    }

    private static boolean knowsItsTable(JsonNode status) {
        return status.path("table").path("known").asBoolean();
    }

    @Test
    void aWarningCountsByColumnAndSendsTheRow() throws Exception {
        adx.createTable("plant", "warned", "n:int");
        String id = running("warned", "warn");

        publisher.publish("plant/a", "[{\"n\": 71.5}, {\"n\": \"hot\"}, {\"n\": 3, \"t\": true}]");

        awaitRows("warned", 3);
        assertThat(service.status(id).path("mismatches"))
                .hasToString(
                        "[{\"column\":\"n\",\"type\":\"int\",\"count\":2,\"example\":\"71.5\",\"effect\":\"null\"},"
                                + "{\"column\":\"t\",\"type\":null,\"count\":1,\"example\":\"true\",\"effect\":\"dropped\"}]");
        assertThat(adx.rows("plant", "warned").getFirst().path("n").isNull()).isTrue();
    }

    @Test
    void aDeadLetterKeepsTheWholeMessageAndIsReplayedThroughTheSameGate() throws Exception {
        adx.createTable("plant", "strict", "n:int, t:datetime");
        String id = running("strict", "deadLetter");

        publisher.publish("plant/a", "[{\"n\": 1}, {\"n\": \"hot\"}]");
        publisher.publish("plant/a", "{\"n\": 2}");

        awaitRows("strict", 1);
        service.awaitCount(id, "deadLettered", 1);
        String letters = "/api/stages/" + id + "/dead-letters";
        assertThat(service.get(letters).path("items").get(0).path("reason").asString())
                .startsWith("The value \"hot\" does not fit column n of type int");

        service.send("POST", letters + "/replay", null);
        assertThat(service.get(letters).path("total").asLong()).isEqualTo(1);

        service.patch(id, "{\"onMismatch\": \"warn\"}");
        service.awaitState(id, "running");
        service.send("POST", letters + "/replay", null);
        awaitRows("strict", 3);
        assertThat(service.get(letters).path("total").asLong()).isZero();
    }

    @Test
    void aConversionWritesWhatTheColumnTakes() throws Exception {
        adx.createTable("plant", "converted", "n:int, t:datetime");
        running("converted", "convert");

        publisher.publish("plant/a", "{\"n\": \"7109\", \"t\": 1691628898657}");

        assertThat(awaitRows("converted", 1)).singleElement().satisfies(row -> {
            assertThat(row.path("n").asInt()).isEqualTo(7109);
            assertThat(row.path("t").asString()).isEqualTo("2023-08-10T00:54:58.657Z");
        });
    }

    @Test
    void withoutTheTableNothingIsCheckedAndTheStatusSaysSo() {
        String id = service.create(stage("missing", COLUMNS, "\"onMismatch\": \"deadLetter\""));

        JsonNode status = service.awaitStatus(
                id,
                "the missing table told",
                now -> now.path("table").path("detail").asString().contains("There is no table missing"));
        assertThat(status.path("table").path("known").asBoolean()).isFalse();
        assertThat(service.awaitState(id, "running").path("detail").asString())
                .contains("Values are not checked against the table's columns.");
        assertThat(status.path("expectedLatencySeconds").isNull()).isTrue();
    }

    @Test
    void theLatencyIsThatOfStageAndTableWithTheCommandThatWouldShortenIt() {
        adx.createTable("plant", "late", "n:int");
        String id = service.create(stage("late", "[{\"name\": \"n\"}]", "\"batch\": {\"time\": \"30s\"}"));

        JsonNode status = service.awaitStatus(id, "a known table", MismatchTests::knowsItsTable);

        assertThat(status.path("expectedLatencySeconds").asLong()).isEqualTo(330);
        String command = status.path("latency").path("command").asString();
        assertThat(command)
                .startsWith(".alter table ['late'] policy ingestionbatching")
                .contains("00:00:30");
        adx.command("plant", command);
        service.patch(id, "{\"batch\": {\"time\": \"20s\"}}");
        service.awaitStatus(
                id,
                "the shorter latency",
                now -> now.path("expectedLatencySeconds").asLong() == 50);
    }
}
