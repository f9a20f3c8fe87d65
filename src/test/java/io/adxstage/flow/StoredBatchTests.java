package io.adxstage.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a running stage leaves in the storage of a cluster, and that it gets over what the storage does. */
class StoredBatchTests extends AzuriteFlow {

    private static final String COLUMNS = "[{\"name\": \"a\"}, {\"name\": \"it is b.c\", \"path\": \".b\"}]";

    /** Exact to the byte: compact, in the order of the columns, null where the message has nothing. */
    private static final String LINES = """
            {"a":1,"it is b.c":"\\u00e9\\n🔥"}
            {"a":12345678901234567890.10,"it is b.c":null}
            """;

    private String publishTwo() throws Exception {
        cluster.createTable("plant", "stored", "a:decimal, ['it is b.c']:string");
        cluster.hold();
        String id = service.create(stage("stored", COLUMNS, "\"batch\": {\"time\": \"1h\", \"maxRows\": 2}"));
        service.awaitState(id, "running");
        publisher.publish("plant/a", "{ \"b\": \"\\u00e9\\n🔥\", \"a\": 1, \"c\": 0 }");
        publisher.publish("plant/a", "{\"a\": 12345678901234567890.10}");
        service.awaitCount(id, "accepted", 2);
        return id;
    }

    @Test
    void blobAndAnnouncementAreExactlyWhatTheStageAsksFor() throws Exception {
        publishTwo();

        assertThat(cluster.blobs()).hasSize(1);
        String blob = cluster.blobs().getFirst();
        assertThat(unzipped(cluster.blob(blob))).isEqualTo(LINES);
        assertThat(cluster.announced()).singleElement().satisfies(message -> {
            assertThat(message.path("databaseName").asString()).isEqualTo("plant");
            assertThat(message.path("tableName").asString()).isEqualTo("stored");
            assertThat(message.path("rawDataSize").asLong()).isEqualTo(LINES.getBytes(StandardCharsets.UTF_8).length);
            assertThat(message.path("blobPath").asString())
                    .contains("/" + blob + "?")
                    .contains("sig=");
            assertThat(blob).contains(message.path("id").asString());
            JsonNode properties = message.path("additionalProperties");
            assertThat(properties.path("format").asString()).isEqualTo("json");
            assertThat(properties.path("ingestionMappingType").asString()).isEqualTo("Json");
            assertThat(JsonMapper.shared()
                            .readTree(properties.path("ingestionMapping").asString()))
                    .isEqualTo(JsonMapper.shared().readTree("""
                            [{"columnName":"a","columnType":null,"properties":{"Path":"$['a']"}},
                             {"columnName":"it is b.c","columnType":null,"properties":{"Path":"$['it is b.c']"}}]"""));
        });

        cluster.release();
        assertThat(awaitRows("stored", 2))
                .extracting(row -> row.path("it is b.c").asString())
                .containsExactly("é\n🔥", "");
    }

    @Test
    void withIdempotenceTheBatchIsTaggedWithItsIdAndWithoutItNot() throws Exception {
        service.close();
        startService("--adx-stage.adx.idempotence=always");
        String stage = publishTwo();
        JsonNode tagged = cluster.announced().getFirst();
        String id = tagged.path("id").asString();
        assertThat(property(tagged, "tags")).isEqualTo("[\"ingest-by:" + id + "\"]");
        assertThat(property(tagged, "ingestIfNotExists")).isEqualTo("[\"" + id + "\"]");

        service.close();
        startService("--adx-stage.adx.idempotence=never");
        service.awaitState(stage, "running");
        publisher.publish("plant/a", "{\"a\": 3}");
        publisher.publish("plant/a", "{\"a\": 4}");
        JsonNode untagged = Awaitility.await("the second announcement")
                .atMost(Duration.ofSeconds(90))
                .until(
                        () -> cluster.announced().stream()
                                .filter(message ->
                                        !message.path("id").asString().equals(id))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(untagged.path("additionalProperties").has("tags")).isFalse();
        assertThat(untagged.path("additionalProperties").has("ingestIfNotExists"))
                .isFalse();

        cluster.release();
        assertThat(awaitRows("stored", 4)).hasSize(4);
    }

    @Test
    void anExpiredSignatureLosesNothingAndDoublesNothing() throws Exception {
        cluster.createTable("plant", "stored", "a:long");
        String id = service.create(stage(
                "stored",
                "[{\"name\": \"a\"}]",
                "\"batch\": {\"time\": \"1h\", \"maxRows\": 1}",
                "\"retry\": {\"type\": \"fixed\", \"interval\": \"1s\", \"maxRetries\": 4}"));
        service.awaitState(id, "running");
        for (int a = 0; a < 4; a++) {
            publisher.publish("plant/a", "{\"a\": " + a + "}");
            awaitRows("stored", a + 1);
            cluster.expireSignatures();
        }

        assertThat(cluster.rows("plant", "stored"))
                .extracting(row -> row.path("a").asInt())
                .containsExactly(0, 1, 2, 3);
        assertThat(cluster.timesAsked()).isEqualTo(4);
        JsonNode counters = service.status(id).path("counters");
        assertThat(counters.path("accepted").asLong()).isEqualTo(4);
        assertThat(counters.path("failed").asLong()).isZero();
        assertThat(counters.path("possibleDuplicates").asLong()).isZero();
    }

    private static String property(JsonNode message, String name) {
        return message.path("additionalProperties").path(name).asString();
    }

    private static String unzipped(byte[] blob) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(blob))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
