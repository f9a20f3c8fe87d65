package io.adxstage.adx;

import ch.qos.logback.classic.Level;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secrets;
import io.adxstage.stage.SecretsSettings;
import io.adxstage.testing.HostNames;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a cluster for its version as each of the identities that come from the environment, in a process that has one.
 * Arguments: the cluster's URL, trust bundle, authority, and the identities. Writes a line for each. An argument {@code
 * az=NAME} makes the program {@code NAME} of the first folder of {@code PATH} the Azure CLI; {@code az=} leaves none.
 */
final class EnvironmentProgram {

    /** Leads to this machine, and to where a virtual machine's metadata service is: nothing guarded may go there. */
    static final String METADATA = "metadata.example.test";

    private EnvironmentProgram() {}

    public static void main(String... arguments) throws IOException {
        HostNames.map(METADATA, "127.0.0.1", "169.254.169.254");
        System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.OFF);
        URI cluster = URI.create(arguments[0]);
        Clusters clusters = new Clusters(
                new AdxSettings(
                        List.of(), Duration.ofMinutes(1), Idempotence.AUTO, arguments[1], URI.create(arguments[2]), 0),
                new Secrets(new SecretsSettings(List.of(), Path.of("."))));
        Map<String, Authentication> identities = Map.of(
                "system", new Authentication.ManagedIdentity(null),
                "user", new Authentication.ManagedIdentity("user-assigned"),
                "workload", new Authentication.WorkloadIdentity(null, null),
                "cli", new Authentication.AzureCli());
        for (String name : List.of(arguments).subList(3, arguments.length)) {
            if (name.startsWith("az=")) {
                install(name.substring("az=".length()));
                continue;
            }
            try (Clusters.Lease lease = clusters.lease(cluster, identities.get(name))) {
                Answer answer = lease.cluster()
                        .command(Cluster.Service.ENGINE, "factory", ".show version", Duration.ofSeconds(50));
                System.out.println(
                        name + ": " + (answer instanceof Answer.Failed failed ? failed.sentence() : "answered"));
            }
        }
        System.exit(0);
    }

    private static void install(String program) throws IOException {
        Path folder = Path.of(System.getenv("PATH").split(File.pathSeparator)[0]);
        Files.deleteIfExists(folder.resolve("az"));
        if (!program.isEmpty()) {
            Files.createSymbolicLink(folder.resolve("az"), folder.resolve(program));
        }
    }
}
