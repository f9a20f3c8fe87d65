package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

class StageFlowTests extends WholeFlow {

    @Test
    void theRetiredProductsSampleRunsUnchanged() throws Exception {
        adx.createTable(
                "databaseName",
                "tableName",
                "Timestamp:datetime, AssetName:string, Customer:string, Batch:long, CurrentTemperature:real,"
                        + " LastKnownTemperature:real, Pressure:real, IsSpare:bool");
        var id = service.create("""
                {
                  "displayName": "Azure data explorer - 71c308",
                  "type": "output/dataexplorer@v1",
                  "viewOptions": {"position": {"x": 0, "y": 784}},
                  "clusterUrl": "%s",
                  "database": "databaseName",
                  "table": "tableName",
                  "authentication": {"type": "servicePrincipal", "tenantId": "tenantId", "clientId": "clientId",
                                     "clientSecret": "secretReference"},
                  "batch": {"time": "5s", "path": ".payload"},
                  "columns": [
                    {"name": "Timestamp", "path": ".Timestamp"},
                    {"name": "AssetName", "path": ".assetName"},
                    {"name": "Customer", "path": ".Customer"},
                    {"name": "Batch", "path": ".Batch"},
                    {"name": "CurrentTemperature", "path": ".CurrentTemperature"},
                    {"name": "LastKnownTemperature", "path": ".LastKnownTemperature"},
                    {"name": "Pressure", "path": ".Pressure"},
                    {"name": "IsSpare", "path": ".IsSpare"}
                  ],
                  "retry": {"type": "fixed", "interval": "20s", "maxRetries": 4}
                }""".formatted(adx.url()));
        service.awaitState(id, "running");

        publisher.publish("plant/oven", OVEN);

        service.awaitCount(id, "accepted", 1);
        assertThat(adx.rows("databaseName", "tableName")).singleElement().satisfies(row -> {
            assertThat(row.path("Timestamp").asString()).isEqualTo("2023-08-10T00:54:58.6572007Z");
            assertThat(row.path("AssetName").asString()).isEqualTo("oven");
            assertThat(row.path("Customer").asString()).isEqualTo("Contoso");
            assertThat(row.path("Batch").asLong()).isEqualTo(102);
            assertThat(row.path("CurrentTemperature").asDouble()).isEqualTo(7109);
            assertThat(row.path("LastKnownTemperature").asDouble()).isEqualTo(7109);
            assertThat(row.path("Pressure").asDouble()).isEqualTo(7109);
            assertThat(row.path("IsSpare").asBoolean()).isTrue();
        });
    }

    @Test
    void everyFormatBecomesRows() throws Exception {
        adx.createTable("plant", "formats", "a:long, b:string");
        String columns = "[{\"name\": \"a\"}, {\"name\": \"b\"}]";
        for (String format : List.of("json", "messagePack", "cbor")) {
            service.awaitState(service.create(stageOn("formats", columns, format, "")), "running");
        }
        service.awaitState(
                service.create(stageOn(
                        "formats",
                        columns,
                        "csv",
                        ", \"header\": false, \"columns\": [{\"name\": \"a\", \"type\": \"integer\", \"path\": \".a\"},"
                                + " {\"name\": \"b\", \"type\": \"string\", \"path\": \".b\"}]")),
                "running");
        service.awaitState(
                service.create(stageOn("formats", "[{\"name\": \"b\", \"path\": \".payload\"}]", "raw", "")
                        .replace("\"path\": \".payload\"}, \"input\"", "\"path\": \".\"}, \"input\"")),
                "running");

        publisher.publish("format/json", "{\"a\": 1, \"b\": \"json\"}");
        publisher.publish(
                "format/messagePack",
                new byte[] {(byte) 0x82, (byte) 0xa1, 'a', 2, (byte) 0xa1, 'b', (byte) 0xa4, 'p', 'a', 'c', 'k'});
        publisher.publish("format/cbor", new CBORMapper().writeValueAsBytes(java.util.Map.of("a", 3, "b", "cbor")));
        publisher.publish("format/csv", "4,first\n5,second\n");
        publisher.publish("format/raw", new byte[] {(byte) 0xff, 0});

        assertThat(awaitRows("formats", 6))
                .extracting(
                        row -> row.path("a").asString() + " " + row.path("b").asString())
                .containsExactlyInAnyOrder("1 json", "2 pack", "3 cbor", "4 first", "5 second", " base64::/wA=");
    }

    private String stageOn(String table, String columns, String format, String details) {
        return stage(
                table,
                columns,
                "\"batch\": {\"time\": \"300ms\", \"path\": \".payload\"}",
                "\"input\": {\"broker\": \"%s\", \"topics\": [\"format/%s\"], \"format\": {\"type\": \"%s\"%s}}"
                        .formatted(mosquitto.url(), format, format, details));
    }

    @Test
    void anArrayBecomesARowForEachElement() throws Exception {
        adx.createTable("plant", "arrays", "n:long");
        var id = service.create(stage(
                "arrays", "[{\"name\": \"n\"}]", "\"batch\": {\"time\": \"300ms\", \"path\": \".payload.readings\"}"));
        service.awaitState(id, "running");

        publisher.publish("plant/a", "{\"readings\": [{\"n\": 1}, {\"n\": 2}, {\"m\": 3}]}");
        publisher.publish("plant/a", "{\"readings\": []}");

        assertThat(awaitRows("arrays", 3))
                .extracting(row -> row.path("n").asString())
                .containsExactly("1", "2", "");
        assertThat(service.awaitCount(id, "accepted", 3)
                        .path("counters")
                        .path("received")
                        .asLong())
                .isEqualTo(3);
    }

    @Test
    void metadataIsReachable() throws Exception {
        adx.createTable(
                "plant",
                "meta",
                "topic:string, qos:long, packetId:long, retain:bool, user:string, content:string,"
                        + " correlation:string, expiry:long, at:datetime, t:real");
        var id = service.create(stage("meta", """
                [{"name": "topic", "path": ".topic"}, {"name": "qos"}, {"name": "packetId"}, {"name": "retain"},
                 {"name": "user", "path": ".userProperties[0].value"},
                 {"name": "content", "path": ".properties.contentType"},
                 {"name": "correlation", "path": ".properties.correlationData"},
                 {"name": "expiry", "path": ".properties.messageExpiry"},
                 {"name": "at", "path": ".systemProperties.timestamp"},
                 {"name": "t", "path": ".payload.temperature"}]""", "\"batch\": {\"time\": \"300ms\", \"path\": \".\"}"));
        service.awaitState(id, "running");

        var message = new MqttMessage("{\"temperature\": 21.5}".getBytes());
        message.setQos(1);
        var properties = new MqttProperties();
        properties.setContentType("application/json");
        properties.setCorrelationData("foo".getBytes());
        properties.setMessageExpiryInterval(3600L);
        properties.setUserProperties(List.of(new UserProperty("k", "v")));
        message.setProperties(properties);
        publisher.publish("plant/line 1/oven", message);

        assertThat(awaitRows("meta", 1)).singleElement().satisfies(row -> {
            assertThat(row.path("topic").asString()).isEqualTo("plant/line 1/oven");
            assertThat(row.path("qos").asInt()).isEqualTo(1);
            assertThat(row.path("packetId").asInt()).isBetween(1, 65_535);
            assertThat(row.path("retain").asBoolean()).isFalse();
            assertThat(row.path("user").asString()).isEqualTo("v");
            assertThat(row.path("content").asString()).isEqualTo("application/json");
            assertThat(row.path("correlation").asString()).isEqualTo("base64::Zm9v");
            assertThat(row.path("expiry").asLong()).isBetween(3000L, 3600L);
            assertThat(row.path("at").asString()).startsWith("20");
            assertThat(row.path("t").asDouble()).isEqualTo(21.5);
        });
    }

    @Test
    void whatCannotBeDecodedIsKeptWithItsReasonAndStopsNothing() throws Exception {
        adx.createTable("plant", "letters", "n:long");
        var id = service.create(stage("letters", "[{\"name\": \"n\"}]"));
        service.awaitState(id, "running");

        publisher.publish("plant/bad", "{\"n\": ");
        publisher.publish("plant/bad", new byte[] {(byte) 0xff, 0});
        publisher.publish("plant/good", "{\"n\": 1}");

        service.awaitCount(id, "accepted", 1);
        service.awaitCount(id, "deadLettered", 2);
        var letters = service.get("/api/stages/" + id + "/dead-letters");
        assertThat(letters.path("total").asLong()).isEqualTo(2);
        assertThat(letters.path("items").get(0).path("payload").asString()).isEqualTo("{\"n\": ");
        assertThat(letters.path("items").get(0).path("encoding").asString()).isEqualTo("utf-8");
        assertThat(letters.path("items").get(0).path("topic").asString()).isEqualTo("plant/bad");
        assertThat(letters.path("items").get(0).path("reason").asString()).contains("no JSON");
        assertThat(letters.path("items").get(1).path("payload").asString()).isEqualTo("/wA=");
        assertThat(letters.path("items").get(1).path("encoding").asString()).isEqualTo("base64");

        assertThat(service.send("DELETE", "/api/stages/" + id + "/dead-letters", null)
                        .statusCode())
                .isEqualTo(204);
        var counters = service.status(id).path("counters");
        assertThat(counters.path("dropped").asLong()).isEqualTo(2);
        assertThat(counters.path("deadLettered").asLong()).isZero();
    }

    @Test
    void aBatchIsSentAtItsTimeAfterTheFirstRowThoughMoreKeepComing() throws Exception {
        adx.createTable("plant", "steady", "n:long");
        var id = service.create(stage("steady", "[{\"name\": \"n\"}]", "\"batch\": {\"time\": \"1s\"}"));
        service.awaitState(id, "running");

        // An idle timeout would never release while this goes on.
        for (int n = 0; service.status(id).path("counters").path("accepted").asLong() == 0; n++) {
            publisher.publish("plant/steady", "{\"n\": " + n + "}");
            assertThat(n).as("messages without any batch being sent").isLessThan(20_000);
        }
    }

    @Test
    void aFullBatchIsSentAtOnceAndTheRestByHand() throws Exception {
        adx.createTable("plant", "full", "n:long");
        var id = service.create(stage("full", "[{\"name\": \"n\"}]", "\"batch\": {\"time\": \"24h\", \"maxRows\": 3}"));
        service.awaitState(id, "running");

        for (int n = 0; n < 4; n++) {
            publisher.publish("plant/full", "{\"n\": " + n + "}");
        }

        service.awaitCount(id, "accepted", 3);
        service.awaitCount(id, "open", 1);
        assertThat(service.send("POST", "/api/stages/" + id + "/flush", null).statusCode())
                .isEqualTo(200);
        service.awaitCount(id, "accepted", 4);
        assertThat(adx.count("plant", "full")).isEqualTo(4);
        var batches = service.get("/api/stages/" + id + "/batches");
        assertThat(batches).hasSize(2);
        assertThat(batches.get(1).path("rows").asLong()).isEqualTo(3);
    }

    @Test
    void aChangedColumnIsInTheNextRowsAndCollectedRowsKeepTheirs() throws Exception {
        adx.createTable("plant", "changed", "a:long, b:long");
        var id = service.create(stage("changed", "[{\"name\": \"a\"}]", "\"batch\": {\"time\": \"24h\"}"));
        service.awaitState(id, "running");
        publisher.publish("plant/c", "{\"a\": 1, \"b\": 2}");
        service.awaitCount(id, "open", 1);

        service.patch(id, "{\"columns\": [{\"name\": \"b\"}], \"batch\": {\"time\": \"300ms\"}}");

        service.awaitCount(id, "accepted", 1);
        service.awaitState(id, "running");
        publisher.publish("plant/c", "{\"a\": 3, \"b\": 4}");
        assertThat(awaitRows("changed", 2))
                .extracting(
                        row -> row.path("a").asString() + "/" + row.path("b").asString())
                .containsExactly("1/", "/4");
    }

    @Test
    void aStoppedStageSendsWhatItHasAndTakesNoMoreUntilItIsStarted() throws Exception {
        adx.createTable("plant", "stopped", "n:long");
        var id = service.create(stage("stopped", "[{\"name\": \"n\"}]", "\"batch\": {\"time\": \"24h\"}"));
        service.awaitState(id, "running");
        publisher.publish("plant/s", "{\"n\": 1}");
        service.awaitCount(id, "open", 1);

        var stopped = JsonMapper.shared()
                .readTree(service.send("POST", "/api/stages/" + id + "/stop", null)
                        .body());
        assertThat(stopped.path("state").asString()).isEqualTo("stopped");
        service.awaitCount(id, "accepted", 1);
        publisher.publish("plant/s", "{\"n\": 2}");

        service.send("POST", "/api/stages/" + id + "/start", null);
        service.awaitState(id, "running");
        service.awaitCount(id, "open", 1);
    }

    @Test
    void deletingRefusesToLoseRowsUnlessToldTo() throws Exception {
        adx.createTable("plant", "deleted", "n:long");
        var id = service.create(stage("deleted", "[{\"name\": \"n\"}]", "\"batch\": {\"time\": \"24h\"}"));
        service.awaitState(id, "running");
        publisher.publish("plant/d", "{\"n\": 1}");
        service.awaitCount(id, "open", 1);

        assertThat(service.send("DELETE", "/api/stages/" + id, null).statusCode())
                .isEqualTo(409);
        assertThat(service.status(id).path("state").asString()).isEqualTo("running");
        assertThat(service.send("DELETE", "/api/stages/" + id + "?discard=true", null)
                        .statusCode())
                .isEqualTo(204);
        assertThat(service.send("GET", "/api/stages/" + id, null).statusCode()).isEqualTo(404);
        assertThat(folder.resolve("data/spool/" + id)).doesNotExist();
        assertThat(adx.count("plant", "deleted")).isZero();
    }

    @Test
    void withoutAnyInputAStageSaysSo() {
        service.close();
        service = io.adxstage.testing.RunningService.start(folder.resolve("data"));
        var id = service.create(stage("none", "[{\"name\": \"n\"}]"));
        assertThat(service.awaitState(id, "failed").path("detail").asString()).contains("adx-stage.input.broker");
    }
}
