package io.adxstage.adx;

import static io.adxstage.adx.SecureTarget.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.Entra;
import io.adxstage.testing.SecureCluster;
import io.adxstage.testing.SecureCluster.Right;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cluster of the tests looks at who comes, as a real one does. */
class SecureClusterTests {

    private static final String KUSTO = "https://kusto.kusto.windows.net";

    private final Entra entra = new Entra();
    private SecureCluster cluster;
    private HttpClient http;

    @BeforeEach
    void open() throws Exception {
        cluster = new SecureCluster(entra);
        cluster.standIn().createTable("factory", "ovens", "Batch:int");
        http = HttpClient.newBuilder()
                .sslContext(TrustBundle.read(Path.of(cluster.trustBundle())))
                .build();
    }

    @AfterEach
    void close() {
        cluster.close();
        entra.close();
    }

    private String token(String tenant, String audience, Duration left) {
        return entra.issue(
                new Entra.Grant(tenant, CLIENT, audience, Instant.now().plus(left)));
    }

    private HttpResponse<String> post(String path, String token, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(cluster.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private int version(String token) throws IOException, InterruptedException {
        return post("/v1/rest/mgmt", token, "{\"db\":\"factory\",\"csl\":\".show version\"}")
                .statusCode();
    }

    @Test
    void onlyAGoodTokenOfItsTenantForItsServiceIsTaken() throws Exception {
        assertThat(version(token(Entra.TENANT, KUSTO, Duration.ofHours(1)))).isEqualTo(200);
        assertThat(version(token("elsewhere", KUSTO, Duration.ofHours(1)))).isEqualTo(401);
        assertThat(version(token(Entra.TENANT, "https://graph.microsoft.com", Duration.ofHours(1))))
                .isEqualTo(401);
        assertThat(version(token(Entra.TENANT, KUSTO, Duration.ofSeconds(-1)))).isEqualTo(401);
        assertThat(version("made-up")).isEqualTo(401);
    }

    @Test
    void rowsAreStreamedByWhoMayIngestOnly() throws Exception {
        String token = token(Entra.TENANT, KUSTO, Duration.ofHours(1));
        String path = "/v1/rest/ingest/factory/ovens?streamFormat=csv";
        var unused = cluster.standIn().command("factory", ".alter table ['ovens'] policy streamingingestion enable");

        assertThat(post(path, token, "7\n"))
                .returns(403, HttpResponse::statusCode)
                .satisfies(refused -> assertThat(refused.body()).contains("is not authorized to perform operation"));
        cluster.allow(CLIENT, Right.INGEST);
        assertThat(post(path, token, "7\n").statusCode()).isEqualTo(200);
        assertThat(cluster.standIn().rows("factory", "ovens"))
                .singleElement()
                .satisfies(row -> assertThat(row.path("Batch").asInt()).isEqualTo(7));
    }

    @Test
    void itsClockMayBeWrong() throws Exception {
        cluster.skewClock(Duration.ofMinutes(10));
        var answer = post("/v1/rest/mgmt", "made-up", "{}");
        var date = ZonedDateTime.parse(
                answer.headers().firstValue("Date").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME);

        assertThat(date.toInstant()).isAfter(Instant.now().plus(Duration.ofMinutes(9)));
    }
}
