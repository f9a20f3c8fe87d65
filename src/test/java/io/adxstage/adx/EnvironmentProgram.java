package io.adxstage.adx;

import ch.qos.logback.classic.Level;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Secrets;
import io.adxstage.stage.SecretsSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a cluster for its version as each of the identities that come from the environment, in a process that has one.
 * Arguments: the cluster's URL, trust bundle, authority, and the identities. Writes a line for each.
 */
final class EnvironmentProgram {

    private EnvironmentProgram() {}

    public static void main(String... arguments) {
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
                "workload", new Authentication.WorkloadIdentity(null, null));
        for (String name : List.of(arguments).subList(3, arguments.length)) {
            try (Clusters.Lease lease = clusters.lease(cluster, identities.get(name))) {
                Answer answer = lease.cluster()
                        .command(Cluster.Service.ENGINE, "factory", ".show version", Duration.ofSeconds(50));
                System.out.println(name + ": " + (answer instanceof Answer.Table ? "answered" : answer));
            }
        }
        System.exit(0);
    }
}
