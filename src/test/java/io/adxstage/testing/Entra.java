package io.adxstage.testing;

import io.adxstage.testing.TlsServer.Request;
import io.adxstage.testing.TlsServer.Response;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stands in for Microsoft Entra ID over TLS: gives tokens to the clients that it knows, by secret, by certificate and by
 * federation, and refuses the others in the service's own words and codes. Beside it a managed identity's endpoint, as App
 * Service has it. What it gave out it knows again: {@link #read}.
 */
public final class Entra implements AutoCloseable {

    public static final String TENANT = "7a1d5e3c-0000-4000-8000-00000000feed";

    /** The one that a machine has by itself. */
    public static final String MACHINE = "machine";

    private static final JsonMapper JSON = JsonMapper.shared();
    public static final String HOST = "login.example.test";

    /** How the token endpoint behaves. */
    public enum Mode {
        UP,
        /** Answers 503. */
        DOWN,
        /** Takes requests and says nothing. */
        HANGING,
        /** Nothing listens on its port. */
        REFUSING,
        /** A rule of the tenant forbids the sign-in: AADSTS53003. */
        CONDITIONAL_ACCESS,
        /** Sends the client elsewhere: 307 to {@link #redirectTo}. */
        REDIRECTING
    }

    /** What a token says. */
    public record Grant(String tenant, String client, String audience, Instant expires) {}

    private sealed interface Proof {
        record BySecret(String secret, boolean expired) implements Proof {}

        record ByCertificate(X509Certificate certificate) implements Proof {}

        record ByFederation(String assertion) implements Proof {}
    }

    private final Map<String, List<Proof>> clients = new ConcurrentHashMap<>();
    private final Set<String> withoutServicePrincipal = ConcurrentHashMap.newKeySet();
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final AtomicInteger tokenRequests = new AtomicInteger();
    private final AtomicInteger otherRequests = new AtomicInteger();
    private final TlsServer server;
    private final TlsServer machine;
    private volatile Mode mode = Mode.UP;
    private volatile Duration life = Duration.ofHours(1);
    private volatile String redirectTo = "";

    /** Listens on free ports. */
    public Entra() {
        HostNames.toThisMachine(HOST);
        server = new TlsServer(PrivateAuthority.shared().servers(), this::answer);
        machine = new TlsServer(null, this::managedIdentity);
    }

    public int port() {
        return server.port();
    }

    /** What {@code adx-stage.adx.authority-host} takes. */
    public String authority() {
        return "https://" + HOST + ":" + server.port();
    }

    /** For {@code IDENTITY_ENDPOINT}. */
    public String identityEndpoint() {
        return "http://localhost:" + machine.port() + "/msi/token";
    }

    /** For {@code IDENTITY_HEADER}. */
    public String identityHeader() {
        return "header-of-the-machine";
    }

    /**
     * A virtual machine's metadata service, for {@code AZURE_POD_IDENTITY_AUTHORITY_HOST}.
     *
     * @param host a name that leads to this machine
     */
    public String metadataService(String host) {
        return "http://" + host + ":" + machine.port();
    }

    /** From now on the client may sign in with this secret. Those that it had stay good. */
    public Entra withSecret(String client, String secret) {
        return with(client, new Proof.BySecret(secret, false));
    }

    public Entra withCertificate(String client, X509Certificate certificate) {
        return with(client, new Proof.ByCertificate(certificate));
    }

    /** @param assertion what the file of a workload identity holds */
    public Entra withFederation(String client, String assertion) {
        return with(client, new Proof.ByFederation(assertion));
    }

    private Entra with(String client, Proof proof) {
        clients.computeIfAbsent(client, none -> new CopyOnWriteArrayList<>()).add(proof);
        return this;
    }

    /** From now on the client is registered, and nobody made it a service principal of this tenant. */
    public Entra withoutServicePrincipal(String client) {
        withoutServicePrincipal.add(client);
        return this;
    }

    /** From now on the secrets of this client are over. Tokens that were given stay good until they end. */
    public void expireSecrets(String client) {
        clients.getOrDefault(client, new CopyOnWriteArrayList<>())
                .replaceAll(proof ->
                        proof instanceof Proof.BySecret secret ? new Proof.BySecret(secret.secret(), true) : proof);
    }

    /** From now on no token that was given is worth anything. */
    public void revokeTokens() {
        grants.clear();
    }

    /** Of tokens from now on. Clients renew a token when less than five minutes are left of it. */
    public void tokensLiveFor(Duration life) {
        this.life = life;
    }

    public void set(Mode mode) {
        this.mode = mode;
        server.refuse(mode == Mode.REFUSING);
    }

    public void redirectTo(String url) {
        redirectTo = url;
        mode = Mode.REDIRECTING;
    }

    /** How many requests for a token came, whatever was answered. */
    public int tokenRequests() {
        return tokenRequests.get();
    }

    /** How many requests of another kind came: discovery. */
    public int otherRequests() {
        return otherRequests.get();
    }

    /** What a token says that was given here; nothing where it was not. */
    public Optional<Grant> read(String token) {
        return Optional.ofNullable(grants.get(token));
    }

    private Response answer(Request request) throws InterruptedException {
        String[] path = request.path().split("/");
        if (!request.method().equals("POST") || !request.path().endsWith("/oauth2/v2.0/token")) {
            otherRequests.incrementAndGet();
            return discovery(request);
        }
        tokenRequests.incrementAndGet();
        return switch (mode) {
            case DOWN, REFUSING -> Response.empty(503);
            case HANGING -> server.hang();
            case REDIRECTING -> Response.empty(307).with("Location", redirectTo);
            case CONDITIONAL_ACCESS ->
                refused(
                        400,
                        "invalid_grant",
                        53003,
                        "Access has been blocked by Conditional Access policies. The access policy does not allow token"
                                + " issuance.");
            case UP -> token(path[1], request.form());
        };
    }

    private Response discovery(Request request) {
        if (request.path().equals("/common/discovery/instance")) {
            return Response.json(
                    200,
                    JSON.createObjectNode()
                            .put(
                                    "tenant_discovery_endpoint",
                                    authority() + "/common/v2.0/.well-known/openid-configuration")
                            .set("metadata", JSON.createArrayNode()));
        }
        if (request.path().endsWith("/.well-known/openid-configuration")) {
            return Response.json(
                    200,
                    JSON.createObjectNode()
                            .put("issuer", authority() + "/" + TENANT + "/v2.0")
                            .put("authorization_endpoint", authority() + "/" + TENANT + "/oauth2/v2.0/authorize")
                            .put("token_endpoint", authority() + "/" + TENANT + "/oauth2/v2.0/token"));
        }
        return Response.empty(404);
    }

    private Response token(String tenant, Map<String, String> form) {
        String client = form.getOrDefault("client_id", "");
        if (!tenant.equals(TENANT)) {
            return refused(
                    400,
                    "invalid_request",
                    90002,
                    "Tenant '" + tenant
                            + "' not found. Check to make sure you have the correct tenant ID and are signing"
                            + " into the correct cloud.");
        }
        if (withoutServicePrincipal.contains(client)) {
            return refused(
                    401,
                    "unauthorized_client",
                    7000229,
                    "The client application " + client + " is missing service principal in the tenant " + tenant + ".");
        }
        List<Proof> proofs = clients.get(client);
        if (proofs == null) {
            return refused(
                    400,
                    "unauthorized_client",
                    700016,
                    "Application with identifier '" + client + "' was not found in the directory 'Contoso'.");
        }
        String audience = audience(form.getOrDefault("scope", ""));
        String assertion = form.get("client_assertion");
        Response refusal = assertion == null
                ? bySecret(proofs, client, form.getOrDefault("client_secret", ""))
                : byAssertion(proofs, client, assertion);
        return refusal != null ? refusal : given(tenant, client, audience);
    }

    /** Among the scopes is that of the resource; others, such as openid, say nothing of a service. */
    private static String audience(String scopes) {
        return Arrays.stream(scopes.split(" "))
                .filter(scope -> scope.endsWith("/.default"))
                .map(scope -> scope.substring(0, scope.length() - "/.default".length()))
                .findFirst()
                .orElse("");
    }

    private static @Nullable Response bySecret(List<Proof> proofs, String client, String secret) {
        for (Proof proof : proofs) {
            if (proof instanceof Proof.BySecret known && known.secret().equals(secret)) {
                return known.expired()
                        ? refused(
                                401,
                                "invalid_client",
                                7000222,
                                "The provided client secret keys for app '" + client
                                        + "' are expired. Visit the Azure portal to create new keys for your app.")
                        : null;
            }
        }
        return refused(
                401,
                "invalid_client",
                7000215,
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value,"
                        + " not the client secret ID, for a secret added to app '" + client + "'.");
    }

    private static @Nullable Response byAssertion(List<Proof> proofs, String client, String assertion) {
        for (Proof proof : proofs) {
            boolean good = switch (proof) {
                case Proof.ByFederation federation -> federation.assertion().equals(assertion);
                case Proof.ByCertificate known -> signed(assertion, known.certificate());
                case Proof.BySecret secret -> false;
            };
            if (good) {
                return null;
            }
        }
        return assertion.startsWith("eyJ")
                ? refused(
                        401,
                        "invalid_client",
                        700027,
                        "The certificate with identifier used to sign the client assertion is not registered on"
                                + " application. [Reason - The key was not found.]")
                : refused(
                        401,
                        "invalid_client",
                        700213,
                        "No matching federated identity record found for presented assertion subject of '" + client
                                + "'.");
    }

    /** RS256 or PS256 (RFC 7518, 3.3 and 3.5), the two that Entra takes. */
    private static boolean signed(String assertion, X509Certificate certificate) {
        String[] parts = assertion.split("\\.");
        try {
            JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
            Signature check = switch (header.path("alg").asString("")) {
                case "RS256" -> Signature.getInstance("SHA256withRSA");
                case "PS256" -> pss();
                default -> throw new GeneralSecurityException("an unusual algorithm: " + header);
            };
            check.initVerify(certificate);
            check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return check.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | RuntimeException not) {
            return false;
        }
    }

    private static Signature pss() throws GeneralSecurityException {
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        return pss;
    }

    private Response given(String tenant, String client, String audience) {
        Instant expires = Instant.now().plus(life);
        return Response.json(
                200,
                JSON.createObjectNode()
                        .put("token_type", "Bearer")
                        .put("expires_in", life.toSeconds())
                        .put("ext_expires_in", life.toSeconds())
                        .put("access_token", issue(new Grant(tenant, client, audience, expires))));
    }

    /** A token for whatever a test likes, such as one of another tenant. */
    public String issue(Grant grant) {
        ObjectNode header = JSON.createObjectNode().put("typ", "JWT").put("alg", "RS256");
        ObjectNode claims = JSON.createObjectNode()
                .put("aud", grant.audience())
                .put("tid", grant.tenant())
                .put("appid", grant.client())
                .put("exp", grant.expires().getEpochSecond());
        String token = part(header.toString()) + "." + part(claims.toString()) + "."
                + part(UUID.randomUUID().toString());
        grants.put(token, grant);
        return token;
    }

    private static String part(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Response refused(int status, String error, int code, String description) {
        String correlation = UUID.randomUUID().toString();
        return Response.json(
                status,
                JSON.createObjectNode()
                        .put("error", error)
                        .put(
                                "error_description",
                                "AADSTS" + code + ": " + description + " Trace ID: " + UUID.randomUUID()
                                        + " Correlation ID: " + correlation + " Timestamp: " + Instant.now())
                        .put("timestamp", Instant.now().toString())
                        .put("correlation_id", correlation)
                        .set("error_codes", JSON.createArrayNode().add(code)));
    }

    /**
     * As App Service has it, GET with the secret header and the resource in place of a scope, and as a virtual machine has it,
     * with a header that no browser adds.
     */
    private Response managedIdentity(Request request) {
        tokenRequests.incrementAndGet();
        String query = String.valueOf(request.target().getQuery());
        boolean known = request.path().equals("/metadata/identity/oauth2/token")
                ? request.header("Metadata").equals("true")
                : MessageDigest.isEqual(
                        identityHeader().getBytes(StandardCharsets.UTF_8),
                        request.header("X-IDENTITY-HEADER").getBytes(StandardCharsets.UTF_8));
        if (!known) {
            return Response.empty(401);
        }
        String client = query.replaceFirst(".*client_id=([^&]+).*", "$1");
        String audience = query.replaceFirst(".*resource=([^&]+).*", "$1");
        Instant expires = Instant.now().plus(life);
        Grant grant = new Grant(TENANT, client.equals(query) ? MACHINE : client, audience, expires);
        return Response.json(
                200,
                JSON.createObjectNode()
                        .put("access_token", issue(grant))
                        .put("expires_on", String.valueOf(expires.getEpochSecond()))
                        .put("resource", audience)
                        .put("token_type", "Bearer"));
    }

    @Override
    public void close() {
        server.close();
        machine.close();
    }
}
