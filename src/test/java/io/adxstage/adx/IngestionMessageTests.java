package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Context;
import com.microsoft.azure.kusto.data.auth.ConnectionStringBuilder;
import com.microsoft.azure.kusto.ingest.ColumnMapping;
import com.microsoft.azure.kusto.ingest.IngestionMapping;
import com.microsoft.azure.kusto.ingest.IngestionProperties;
import com.microsoft.azure.kusto.ingest.QueuedIngestClientImpl;
import com.microsoft.azure.kusto.ingest.source.FileSourceInfo;
import io.adxstage.spool.SealedBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class IngestionMessageTests {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void itIsTheOneThatTheSdkSendsButForTheSizeThatTheSdkDoesNotKnow(boolean isReported) throws Exception {
        try (Target target = new Target(dir, Duration.ofMinutes(1))) {
            SealedBatch batch = target.batch(1);
            ObjectNode theirs = sdksMessage(target, batch, isReported);
            IngestionMessage.Report report = isReported
                    ? new IngestionMessage.Report(
                            target.proxy.url() + "/storage/statuses?sig=stand-in",
                            batch.id().toString())
                    : null;
            ObjectNode ours = (ObjectNode) MAPPER.readTree(
                    IngestionMessage.of("u", batch, target.destination("ovens"), true, "stand-in", report));

            assertThat(ours.get("rawDataSize").longValue()).isEqualTo(batch.rawBytes());
            for (String differs : List.of(
                    "blobPath",
                    "rawDataSize",
                    "sourceMessageCreationTime",
                    "applicationForTracing",
                    "clientVersionForTracing")) {
                assertThat(ours.remove(differs)).as(differs).isNotNull();
                theirs.remove(differs);
            }
            assertThat(parsed(ours)).isEqualTo(parsed(theirs));
        }
    }

    /** Lists travel as JSON within a string, in which order does not matter. */
    private static ObjectNode parsed(ObjectNode message) {
        ObjectNode properties = (ObjectNode) message.get("additionalProperties");
        for (String list : List.of("ingestionMapping", "tags", "ingestIfNotExists")) {
            properties.set(list, MAPPER.readTree(properties.get(list).asString()));
        }
        return message;
    }

    private static ObjectNode sdksMessage(Target target, SealedBatch batch, boolean isReported) throws Exception {
        Listening http = new Listening();
        // The constructor that takes a client is the SDK's own.
        var constructor = QueuedIngestClientImpl.class.getDeclaredConstructor(
                ConnectionStringBuilder.class, HttpClient.class, boolean.class);
        constructor.setAccessible(true);
        try (var sdk = constructor.newInstance(new ConnectionStringBuilder(target.proxy.url()), http, false)) {
            ColumnMapping column = new ColumnMapping("Batch", null);
            column.setPath("$['Batch']");
            IngestionProperties properties = new IngestionProperties("factory", "ovens");
            properties.setDataFormat(IngestionProperties.DataFormat.JSON);
            properties.setIngestionMapping(new ColumnMapping[] {column}, IngestionMapping.IngestionMappingKind.JSON);
            properties.setIngestByTags(List.of(batch.id().toString()));
            properties.setIngestIfNotExists(List.of(batch.id().toString()));
            if (isReported) {
                properties.setReportLevel(IngestionProperties.IngestionReportLevel.FAILURES_AND_SUCCESSES);
                properties.setReportMethod(IngestionProperties.IngestionReportMethod.TABLE);
            }
            sdk.ingestFromFile(new FileSourceInfo(batch.file().toString(), batch.id()), properties);
        }
        return http.messages.getFirst();
    }

    private static final class Listening implements HttpClient {
        private final HttpClient http = new JdkHttpClientBuilder().build();
        private final List<ObjectNode> messages = new CopyOnWriteArrayList<>();

        @Override
        public Mono<HttpResponse> send(HttpRequest request) {
            return send(request, Context.NONE);
        }

        @Override
        public Mono<HttpResponse> send(HttpRequest request, Context context) {
            if (request.getUrl().getPath().endsWith("/messages")) {
                String text = request.getBodyAsBinaryData()
                        .toString()
                        .replaceFirst("(?s).*<MessageText>(.*)</MessageText>.*", "$1");
                JsonNode message = MAPPER.readTree(Base64.getDecoder().decode(text));
                messages.add((ObjectNode) message);
            }
            return http.send(request, context);
        }
    }
}
