package io.adxstage.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.adxstage.doctor.Check.Status;
import io.adxstage.testing.Certificates;
import io.adxstage.testing.Mosquitto;
import io.adxstage.testing.Programs;
import io.adxstage.testing.RequiresProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.json.JsonMapper;

/** What a broker may ask for before it lets a stage listen: real ones. */
@SpringBootTest(classes = DoctorRoom.class)
@RequiresProgram("mosquitto")
class BrokerRightsTests {

    @Autowired
    Doctor doctor;

    @TempDir
    Path dir;

    private Certificates server;
    private Certificates client;

    @BeforeEach
    void keys() throws Exception {
        server = new Certificates(dir.resolve("keys"), "broker");
        client = new Certificates(dir.resolve("keys"), "client");
    }

    private Mosquitto tls(String... more) throws Exception {
        return Mosquitto.start(
                dir.resolve("broker"),
                Stream.concat(
                                Stream.of(
                                        "allow_anonymous true",
                                        "certfile " + server.certificateFile(),
                                        "keyfile " + server.keyFile()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    /** What is said of the broker; the cluster of this stage is nowhere. */
    private List<Check> examine(String broker, String members) {
        Patients patients = Patients.at("http://localhost:1").json("input", """
                {"broker": "%s", "topics": ["plant/#", "$share/g/line/+"]%s}""".formatted(broker, members));
        return doctor.examine(patients.patient()).checks().stream()
                .filter(check -> check.name().startsWith("broker"))
                .toList();
    }

    private static Check find(List<Check> checks, String name) {
        return checks.stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + checks));
    }

    private String trust() throws Exception {
        return ", \"tls\": {\"caCertificate\": " + text(server.certificatePem()) + "}";
    }

    private static String signedInWith(Certificates who) throws Exception {
        return ", \"authentication\": {\"type\": \"certificate\", \"certificate\": "
                + text(who.certificatePem() + who.keyPem()) + "}";
    }

    private static String text(String pem) {
        return JsonMapper.shared().writeValueAsString(pem);
    }

    @Test
    void aPrivateCaIsTrustedWhereTheStageNamesItAndElseTheMendIsTold() throws Exception {
        try (Mosquitto broker = tls()) {
            String url = "mqtts://localhost:" + broker.port();

            Check refused = find(examine(url, ""), "broker-tls");
            assertThat(refused.status()).isEqualTo(Status.FAILED);
            assertThat(refused.detail())
                    .contains("issued by CN=broker, which this machine does not trust")
                    .contains("If that is your own CA, put its certificate into input.tls.caCertificate");

            assertThat(examine(url, trust()))
                    .allSatisfy(check ->
                            assertThat(check.status()).as(check.detail()).isEqualTo(Status.PASSED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tlsv1.2", "tlsv1.3"})
    void aBrokerThatWantsAClientCertificateIsToldApartFromOneThatIsUntrusted(String version) throws Exception {
        try (Mosquitto broker = tls(
                "tls_version " + version,
                "cafile " + client.certificateFile(),
                "require_certificate true",
                "use_identity_as_username true")) {
            String url = "mqtts://localhost:" + broker.port();

            assertThat(examine(url, trust() + signedInWith(client)))
                    .allSatisfy(check ->
                            assertThat(check.status()).as(check.detail()).isEqualTo(Status.PASSED));
            assertThat(failed(examine(url, trust()))).contains("certificate", "input.authentication");
            Certificates stranger = new Certificates(dir.resolve("keys"), "stranger");
            assertThat(failed(examine(url, trust() + signedInWith(stranger))))
                    .contains("certificate", "input.authentication");
        }
    }

    /** What the one check says that failed. */
    private static String failed(List<Check> checks) {
        List<Check> failed =
                checks.stream().filter(check -> check.status() == Status.FAILED).toList();
        assertThat(failed).hasSize(1);
        return failed.getFirst().detail();
    }

    /** By Mosquitto's plugin of roles: its plain ACL file grants every subscription, and then delivers nothing. */
    @Test
    void aSubscriptionThatIsRefusedIsNamedAndTheOthersAreTriedAllTheSame() throws Exception {
        Optional<Path> plugin = Mosquitto.rolesPlugin();
        assumeTrue(plugin.isPresent() || Programs.inCi(), "Mosquitto's plugin of roles is not there");
        Path rules = Files.writeString(dir.resolve("rules.json"), """
                {"defaultACLAccess": {"publishClientSend": true, "publishClientReceive": true, "subscribe": false,
                  "unsubscribe": true},
                 "groups": [{"groupname": "anybody", "roles": [{"rolename": "reader"}]}], "anonymousGroup": "anybody",
                 "roles": [{"rolename": "reader", "acls": [
                   {"acltype": "subscribePattern", "topic": "line/+", "priority": 0, "allow": true}]}],
                 "clients": []}
                """);
        try (Mosquitto broker = Mosquitto.start(
                dir.resolve("broker"),
                "per_listener_settings false",
                "allow_anonymous true",
                "plugin " + plugin.orElseThrow(),
                "plugin_opt_config_file " + rules)) {
            List<Check> checks = examine(broker.url(), "");

            assertThat(find(checks, "broker-subscribe:plant/#"))
                    .satisfies(check -> assertThat(check.status()).isEqualTo(Status.FAILED))
                    .satisfies(check -> assertThat(check.detail()).contains("plant/#", "subscri"));
            assertThat(find(checks, "broker-subscribe:$share/g/line/+").status())
                    .isEqualTo(Status.PASSED);
        }
    }
}
