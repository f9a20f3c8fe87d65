package io.adxstage.testing;

import io.adxstage.local.AdxStandIn;
import io.adxstage.testing.TlsServer.Request;
import io.adxstage.testing.TlsServer.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster as Azure has it, before the ADX stand-in: under the names of a real one, over TLS, with its storage beside it,
 * and with an eye on who comes. Use it with {@code adx-stage.adx.trust-bundle} ({@link #trustBundle}) and
 * {@code adx-stage.adx.authority-host} ({@link Entra#authority}); a client has no rights until it is given some.
 *
 * <pre>{@code
 * try (Entra entra = new Entra().withSecret("client", "secret"); SecureCluster cluster = new SecureCluster(entra)) {
 *     cluster.allow("client", Right.INGEST);
 *     cluster.standIn().createTable("factory", "ovens", "Batch:int");
 *     ... cluster.url() ...
 * }
 * }</pre>
 */
public final class SecureCluster implements AutoCloseable {

    /** What an identity may do. */
    public enum Right {
        /** Database Ingestor: queued and streaming ingestion. */
        INGEST,
        /** Database Viewer: queries, and commands that only show. */
        READ,
        /** Database User and more: all other commands. */
        CHANGE
    }

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> NOT_PASSED_ON =
            Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade", "authorization");

    private final HttpClient http = HttpClient.newHttpClient();
    private final @Nullable AdxStandIn standIn;
    private final String tables;
    private final Entra entra;
    private final TlsServer server;
    private final String host;
    private final String account;
    private final Cloud cloud;
    private final Map<String, Set<Right>> rights = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile @Nullable Response instead;

    /** In the public cloud, in western Europe. */
    public SecureCluster(Entra entra) throws IOException {
        this(entra, "fleet.westeurope.kusto.windows.net");
    }

    /** @param host such as {@code fleet.usgovvirginia.kusto.usgovcloudapi.net} */
    public SecureCluster(Entra entra, String host) throws IOException {
        this(entra, host, AdxStandIn.inMemory().start());
    }

    private SecureCluster(Entra entra, String host, AdxStandIn standIn) {
        this(entra, host, standIn, standIn.url());
    }

    /** In the public cloud, before a stand-in that somebody else has started. */
    public static SecureCluster before(URI standIn, Entra entra) {
        return new SecureCluster(entra, "fleet.westeurope.kusto.windows.net", null, standIn.toString());
    }

    private SecureCluster(Entra entra, String host, @Nullable AdxStandIn standIn, String tables) {
        this.entra = entra;
        this.host = host;
        this.cloud = Cloud.of(host);
        this.account = host.replaceFirst("\\..*", "") + "store";
        this.standIn = standIn;
        this.tables = tables;
        hosts().forEach(HostNames::toThisMachine);
        server = new TlsServer(PrivateAuthority.shared().servers(), this::answer);
    }

    /** Where an identity of a cloud signs in, and for what. */
    private record Cloud(String login, String resource) {
        static Cloud of(String host) {
            if (host.endsWith(".usgovcloudapi.net")) {
                return new Cloud("https://login.microsoftonline.us", "https://kusto.kusto.usgovcloudapi.net");
            }
            if (host.endsWith(".chinacloudapi.cn")) {
                return new Cloud("https://login.partner.microsoftonline.cn", "https://kusto.kusto.chinacloudapi.cn");
            }
            return new Cloud("https://login.microsoftonline.com", "https://kusto.kusto.windows.net");
        }
    }

    /** All names that it has. */
    public List<String> hosts() {
        return List.of(host, "ingest-" + host, storage("blob"), storage("queue"), storage("table"));
    }

    /** Where it listens, under any of its names. */
    public int port() {
        return server.port();
    }

    /** What a stage has as its {@code clusterUrl}. */
    public String url() {
        return "https://" + host + ":" + server.port();
    }

    public String ingestUrl() {
        return "https://ingest-" + host + ":" + server.port();
    }

    /** What {@code adx-stage.adx.trust-bundle} takes. */
    public String trustBundle() {
        return PrivateAuthority.shared().bundle().toString();
    }

    /** The tables behind it. */
    public AdxStandIn standIn() {
        return Objects.requireNonNull(standIn, "somebody else's");
    }

    /** The client may do these things from now on, and no others. */
    public SecureCluster allow(String client, Right... may) {
        rights.put(client, Set.of(may));
        return this;
    }

    /** From now on its clock is ahead by this much, or behind. */
    public void skewClock(Duration ahead) {
        server.skewClock(ahead);
    }

    /** From now on it shows this certificate: {@link PrivateAuthority#expired}, {@link PrivateAuthority#otherName}. */
    public void present(SSLContext certificate) {
        server.present(certificate);
    }

    /** From now on commands, queries and streaming are answered with this status, and nothing else. */
    public void answer(int status) {
        instead = Response.empty(status);
    }

    /** From now on everything, storage included, is sent elsewhere. */
    public void redirectTo(String url) {
        instead = Response.empty(307).with("Location", url);
    }

    /** From now on it answers for itself again. */
    public void answerAgain() {
        instead = null;
    }

    /** What came, as {@code POST ingest-fleet... /v1/rest/mgmt}, in its order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private String storage(String service) {
        return account + "." + service + ".core.windows.net";
    }

    private Response answer(Request request) throws IOException, InterruptedException {
        requests.add(request.method() + " " + request.host() + " " + request.path());
        Response other = instead;
        boolean isStorage = request.host().endsWith(".core.windows.net");
        if (other != null && (!isStorage || other.status() == 307)) {
            return other;
        }
        if (isStorage) {
            return pass(request, request.target().toString());
        }
        if (request.path().equals("/v1/rest/auth/metadata")) {
            return Response.json(200, metadata());
        }
        Response refusal = refusal(request);
        return refusal != null ? refusal : pass(request, request.target().toString());
    }

    private ObjectNode metadata() {
        ObjectNode metadata = JSON.createObjectNode();
        metadata.putObject("AzureAD")
                .put("LoginEndpoint", cloud.login())
                .put("LoginMfaRequired", false)
                .put("KustoClientAppId", "db662dc1-0cfe-4e1c-a843-19a68e65be58")
                .put("KustoClientRedirectUri", "https://microsoft/kustoclient")
                .put("KustoServiceResourceId", cloud.resource())
                .put("FirstPartyAuthorityUrl", cloud.login() + "/f8cdef31-a31e-4b4a-93e4-5f571e91255a");
        return metadata;
    }

    private @Nullable Response refusal(Request request) {
        Optional<Entra.Grant> grant = entra.read(request.header("Authorization").replaceFirst("^Bearer ", ""));
        if (grant.filter(this::isGood).isEmpty()) {
            return error(401, "Unauthorized", "The request carries no token for this cluster.")
                    .with("WWW-Authenticate", "Bearer authorization_uri=\"" + cloud.login() + "\"");
        }
        String client = grant.get().client();
        Right needed = needed(request);
        if (needed == null || rights.getOrDefault(client, Set.of()).contains(needed)) {
            return null;
        }
        return error(
                403,
                "Forbidden",
                "Principal 'aadapp=" + client + ";" + Entra.TENANT + "' is not authorized to "
                        + (needed == Right.READ ? "read" : "perform operation 'Ingest' on") + " database '"
                        + database(request) + "'.");
    }

    private boolean isGood(Entra.Grant grant) {
        return grant.tenant().equals(Entra.TENANT)
                && grant.audience().equals(cloud.resource())
                && grant.expires().isAfter(Instant.now());
    }

    /** Nothing where any sign-in will do. */
    private static @Nullable Right needed(Request request) {
        if (request.path().startsWith("/v1/rest/ingest")) {
            return Right.INGEST;
        }
        if (request.path().endsWith("/query")) {
            return Right.READ;
        }
        String command = json(request).path("csl").asString("").strip();
        if (command.startsWith(".show version")) {
            return null;
        }
        if (command.matches("(?s)\\.(show|get) (ingestion resources|kusto identity token).*")) {
            return Right.INGEST;
        }
        return command.startsWith(".show") ? Right.READ : Right.CHANGE;
    }

    private static String database(Request request) {
        return request.path().startsWith("/v1/rest/ingest/")
                ? request.path().split("/")[4]
                : json(request).path("db").asString("");
    }

    private static tools.jackson.databind.JsonNode json(Request request) {
        return JSON.readTree(request.body());
    }

    /** As Kusto words it. */
    private static Response error(int status, String code, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error")
                .put("code", code)
                .put("message", "Caller is not authorized to perform this action")
                .put("@type", "Kusto.Common.Svc.Exceptions.UnauthorizedDatabaseAccessException")
                .put("@message", message)
                .put("@permanent", true);
        return Response.json(status, body);
    }

    private Response pass(Request request, String target) throws IOException, InterruptedException {
        HttpRequest.Builder to = HttpRequest.newBuilder(URI.create(tables + target))
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.head().lines().stream()
                .skip(1)
                .map(line -> line.split(":", 2))
                .filter(header -> !NOT_PASSED_ON.contains(header[0].toLowerCase(java.util.Locale.ROOT)))
                .forEach(header -> to.header(header[0], header[1].strip()));
        HttpResponse<byte[]> answer = http.send(to.build(), HttpResponse.BodyHandlers.ofByteArray());
        Response response = new Response(answer.statusCode(), Map.of(), underOurNames(answer.body()));
        for (Map.Entry<String, List<String>> header : answer.headers().map().entrySet()) {
            if (!Set.of("date", "content-length", "connection", "transfer-encoding")
                    .contains(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
                response = response.with(header.getKey(), header.getValue().getFirst());
            }
        }
        return response;
    }

    /**
     * The stand-in names its storage by its own address. The account stays in the path: that is where the storage client
     * looks for it when an address has a port.
     */
    private byte[] underOurNames(byte[] body) {
        String storage = tables + "/storage/";
        String text = new String(body, StandardCharsets.UTF_8);
        if (!text.contains(storage)) {
            return body;
        }
        return text.replace(storage + "container", address("blob") + "container")
                .replace(storage + "statuses", address("table") + "statuses")
                .replace(storage, address("queue"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private String address(String service) {
        return "https://" + storage(service) + ":" + server.port() + "/storage/";
    }

    @Override
    public void close() {
        server.close();
        if (standIn != null) {
            standIn.close();
        }
    }
}
