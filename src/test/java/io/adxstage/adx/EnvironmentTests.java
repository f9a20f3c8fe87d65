package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.ConnectProxy;
import io.adxstage.testing.Entra;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes from the environment of the process: the identities that Azure puts there, and a proxy with a password. */
class EnvironmentTests {

    @TempDir
    Path dir;

    private static final String CLUSTER = "far.westeurope.kusto.windows.net";

    private SecureTarget target;
    private ConnectProxy proxy;

    @BeforeEach
    void open() throws Exception {
        target = new SecureTarget(dir);
        proxy = new ConnectProxy("me:canary")
                .knows(Entra.HOST, target.entra.port())
                .knows(CLUSTER, target.cluster.port());
    }

    @AfterEach
    void close() throws Exception {
        proxy.close();
        target.close();
    }

    @Test
    void aWorkloadSignsInWithTheTokenOfItsPod() throws Exception {
        target.entra.withFederation("pod", "token-of-the-pod");
        Path token = Files.writeString(dir.resolve("pod.token"), "token-of-the-pod");

        assertThat(run(
                        Map.of(
                                "AZURE_TENANT_ID",
                                Entra.TENANT,
                                "AZURE_CLIENT_ID",
                                "pod",
                                "AZURE_FEDERATED_TOKEN_FILE",
                                token.toString()),
                        "workload"))
                .containsExactly("workload: answered");
        assertThat(proxy.asked()).contains(CLUSTER + ":443", Entra.HOST + ":443");
    }

    @Test
    void theIdentitiesOfAMachineAreAskedForOnTheMachineItselfAndNotThroughTheProxy() throws Exception {
        assertThat(run(
                        Map.of(
                                "IDENTITY_ENDPOINT", target.entra.identityEndpoint(),
                                "IDENTITY_HEADER", target.entra.identityHeader()),
                        "system",
                        "user"))
                .containsExactly("system: answered", "user: answered");
        assertThat(target.entra.tokenRequests()).isGreaterThanOrEqualTo(2);
        assertThat(proxy.asked()).isNotEmpty().allMatch((CLUSTER + ":443")::equals);
    }

    @Test
    void aVirtualMachinesMetadataServiceIsAskedWhereNoClusterMayLead() throws Exception {
        assertThat(run(
                        Map.of(
                                "AZURE_POD_IDENTITY_AUTHORITY_HOST",
                                target.entra.metadataService(EnvironmentProgram.METADATA)),
                        "system",
                        "user"))
                .containsExactly("system: answered", "user: answered");
        assertThat(target.entra.tokenRequests()).isGreaterThanOrEqualTo(2);
        assertThat(proxy.asked()).isNotEmpty().allMatch((CLUSTER + ":443")::equals);
    }

    @Test
    void theAzureCliSignsInAndWhatItLacksIsSaid() throws Exception {
        String token = target.entra.issue(new Entra.Grant(
                Entra.TENANT,
                "developer",
                "https://kusto.kusto.windows.net",
                Instant.now().plus(Duration.ofHours(1))));
        Path programs = Files.createDirectories(dir.resolve("programs"));
        program(programs.resolve("signed-out"), "echo \"ERROR: Please run 'az login' to setup account.\" >&2\nexit 1");
        program(programs.resolve("signed-in"), """
                echo "$*" >>"%s"
                echo '{"accessToken": "%s", "expiresOn": "2099-01-01 00:00:00.000000", "expires_on": 4070908800,'
                echo ' "subscription": "s", "tenant": "%s", "tokenType": "Bearer"}'
                """.formatted(dir.resolve("asked"), token, Entra.TENANT));

        assertThat(run(
                        Map.of("PATH", programs.toString()),
                        "az=",
                        "cli",
                        "az=signed-out",
                        "cli",
                        "az=signed-in",
                        "cli"))
                .containsExactly(
                        "cli: The Azure CLI (az) is not among the programs that this service finds: install it, put it on"
                                + " the service's PATH, or choose another identity.",
                        "cli: Nobody is signed in to the Azure CLI of the user that this service runs as: run az login as"
                                + " that user, or choose another identity.",
                        "cli: answered");
        assertThat(Files.readAllLines(dir.resolve("asked")))
                .isNotEmpty()
                .allMatch("account get-access-token --output json --resource https://kusto.kusto.windows.net"::equals);
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** In a process of its own, behind the proxy. */
    private List<String> run(Map<String, String> environment, String... identities)
            throws IOException, InterruptedException {
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        EnvironmentProgram.class.getName(),
                        "https://" + CLUSTER,
                        target.cluster.trustBundle(),
                        "https://" + Entra.HOST)
                .redirectError(dir.resolve("errors").toFile());
        program.command().addAll(List.of(identities));
        program.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        program.environment().putAll(environment);
        program.environment().put("HTTPS_PROXY", proxy.url());
        Process process = program.start();
        try {
            List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.matches("(system|user|workload|cli): .*"))
                    .toList();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
