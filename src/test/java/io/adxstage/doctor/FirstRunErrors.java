package io.adxstage.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.adx.Clusters;
import io.adxstage.adx.Delivery;
import io.adxstage.adx.Destination;
import io.adxstage.spool.Batches;
import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Stage;
import io.adxstage.testing.Entra;
import io.adxstage.testing.HostNames;
import io.adxstage.testing.PrivateAuthority;
import io.adxstage.testing.SecureCluster;
import io.adxstage.testing.SecureCluster.Right;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * What goes wrong on a first run: what the vendor's client says by itself, and what the doctor says. Writes the page
 * {@code first-run-errors.md}. Not among the tests that run by themselves: the vendor's client takes 15 s for nearly
 * each of them. {@code FirstRunErrorsPageTests} sees that the page stays true to the doctor.
 *
 * <pre>
 * mvn verify -Dit.test=FirstRunErrors                             to target/; the vendor's client is asked in three cases
 * mvn verify -Dit.test=FirstRunErrors -Dfirst-run-errors=docs     to docs/; in all of them, which takes some minutes
 * </pre>
 */
@SpringBootTest(classes = DoctorRoom.class)
class FirstRunErrors {

    private static final Entra ENTRA = new Entra();
    private static final String CLIENT = "5d0c2f6e-0000-4000-8000-00000000c11e";
    private static final String SECRET = "canary-secret";
    private static final String SAMPLE = "{\"Batch\": 7, \"Pressure\": 2.5}";
    private static final boolean FOR_DOCS = "docs".equals(System.getProperty("first-run-errors"));

    /** Titles of the cases in which the client's requests, and the answers to them, are as where nothing is wrong. */
    private static final Set<String> LIKE_WELL = Set.of(
            "nothing",
            "no right to read",
            "missing database",
            "missing table",
            "missing column",
            "type mismatch",
            "ingest URI",
            "clock 10 minutes off",
            "Fabric host (nothing is wrong)");

    private static final SdkAlone.Said NOT_ASKED = new SdkAlone.Said("(not asked in the short form)", "", "", 0, 0);

    /** Titles for which the client is asked in the short form: it takes 15 s for each failure. */
    private static final List<String> IN_SHORT = List.of("nothing", "wrong secret", "missing table");

    @Autowired
    Doctor doctor;

    @Autowired
    Clusters clusters;

    @TempDir
    Path dir;

    private final List<SecureCluster> opened = new ArrayList<>();

    @DynamicPropertySource
    static void trust(DynamicPropertyRegistry properties) {
        properties.add(
                "adx-stage.adx.trust-bundle",
                () -> PrivateAuthority.shared().bundle().toString());
        properties.add("adx-stage.adx.authority-host", ENTRA::authority);
        properties.add("adx-stage.adx.attempt-timeout", () -> "20s");
    }

    @AfterAll
    static void close() {
        ENTRA.close();
    }

    private SecureCluster cluster(String host, Right... rights) throws IOException {
        SecureCluster cluster = new SecureCluster(ENTRA, host);
        opened.add(cluster);
        cluster.standIn().createTable("factory", "ovens", "Batch:int, Pressure:real");
        return cluster.allow(CLIENT, rights.length == 0 ? new Right[] {Right.INGEST, Right.READ} : rights);
    }

    private SecureCluster europe(String name, Right... rights) throws IOException {
        return cluster(name + ".westeurope.kusto.windows.net", rights);
    }

    private static FirstRun run(String title, String url, Consumer<Patients> stage, String expected) {
        return new FirstRun(title, url, Entra.TENANT, CLIENT, SECRET, stage, expected);
    }

    private List<FirstRun> runs() throws IOException {
        ENTRA.withSecret(CLIENT, SECRET)
                .withoutServicePrincipal("registered-only")
                .withSecret("expired-client", SECRET)
                .expireSecrets("expired-client");
        SecureCluster good = europe("good");
        SecureCluster expired = europe("expired");
        expired.present(PrivateAuthority.shared().expired());
        SecureCluster other = europe("other");
        other.present(PrivateAuthority.shared().otherName());
        SecureCluster blocked = europe("blocked");
        HostNames.map("blockedstore.blob.core.windows.net", "127.0.0.2");
        HostNames.map("blockedstore.queue.core.windows.net", "127.0.0.2");
        SecureCluster skewed = europe("skewed");
        skewed.skewClock(Duration.ofMinutes(-10));
        SecureCluster throttled = europe("throttled");
        throttled.answer(429);
        HostNames.toThisMachine("refused.westeurope.kusto.windows.net");
        HostNames.toThisMachine("ingest-refused.westeurope.kusto.windows.net");
        Consumer<Patients> right = stage -> {};
        String url = good.url();
        return List.of(
                run("nothing", url, right, ""),
                new FirstRun(
                        "wrong tenant", url, "11111111-0000-4000-8000-000000000001", CLIENT, SECRET, right, "token"),
                new FirstRun("wrong client", url, Entra.TENANT, "no-such-client", SECRET, right, "token"),
                new FirstRun(
                        "client without a service principal",
                        url,
                        Entra.TENANT,
                        "registered-only",
                        SECRET,
                        right,
                        "token"),
                new FirstRun("wrong secret", url, Entra.TENANT, CLIENT, "not-the-secret", right, "token"),
                new FirstRun("expired secret", url, Entra.TENANT, "expired-client", SECRET, right, "token"),
                run("no right to ingest", europe("viewers", Right.READ).url(), right, "ingest-right"),
                run("no right to read", europe("ingestors", Right.INGEST).url(), right, ""),
                run("missing database", url, stage -> stage.with("database", "factroy"), "database"),
                run("missing table", url, stage -> stage.with("table", "kilns"), "table"),
                run(
                        "missing column",
                        url,
                        stage -> stage.json("columns", "[{\"name\": \"Batch\"}, {\"name\": \"State\"}]"),
                        "column:State"),
                run(
                        "type mismatch",
                        url,
                        stage -> stage.json("columns", "[{\"name\": \"Batch\", \"path\": \".Pressure\"}]"),
                        "column:Batch"),
                run("ingest URI", good.ingestUrl(), right, "document:/clusterUrl"),
                run("unknown host", "https://nowhere.westeurope.kusto.windows.net", right, "cluster-dns"),
                run("refused port", "https://refused.westeurope.kusto.windows.net:1", right, "cluster-tcp"),
                run("bad certificate: expired", expired.url(), right, "cluster-tls"),
                run("bad certificate: of another name", other.url(), right, "cluster-tls"),
                run("blocked storage", blocked.url(), right, "storage-container"),
                run("clock 10 minutes off", skewed.url(), right, "clock"),
                run("throttled", throttled.url(), right, "cluster"),
                run(
                        "Fabric host (nothing is wrong)",
                        cluster("fleet.kusto.fabric.microsoft.com").url(),
                        right,
                        ""));
    }

    @Test
    void theDoctorFindsWhatKeepsTheFirstRowFromArriving() throws Exception {
        List<FirstRun> runs = runs();
        Path file = dir.resolve("rows.json.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((SAMPLE + "\n").getBytes(StandardCharsets.UTF_8));
        }
        List<Examined> examined = new ArrayList<>();
        List<Tried> tried = new ArrayList<>();
        Map<String, SdkAlone.Said> said;
        try (Batches batches = new Batches(dir.resolve("spool"))) {
            // Loading classes does not count.
            var unused = examined(runs.getFirst());
            runs.forEach(run -> examined.add(examined(run)));
            assertThat(opened)
                    .as("what the doctor wrote")
                    .allSatisfy(cluster -> assertThat(cluster.standIn().count("factory", "ovens"))
                            .isZero());
            for (FirstRun run : runs) {
                tried.add(tried(run, batches.of(SAMPLE)));
            }
            said = said(runs, file);
        } finally {
            opened.forEach(SecureCluster::close);
        }
        said.forEach((title, words) -> {
            if (LIKE_WELL.contains(title)) {
                assertThat(words.words()).as(title + ": " + words).isEqualTo(SdkAlone.QUEUED);
            }
        });
        Path page = Path.of(FOR_DOCS ? "docs" : "target", "first-run-errors.md");
        FirstRunPage.write(
                page,
                IntStream.range(0, runs.size())
                        .mapToObj(i -> new FirstRunPage.Line(
                                runs.get(i).title(),
                                said.getOrDefault(runs.get(i).title(), NOT_ASKED),
                                examined.get(i).told(),
                                examined.get(i).took(),
                                tried.get(i).words(),
                                tried.get(i).took()))
                        .toList());
        assertThat(Files.readString(page)).doesNotContain(SECRET, "sig=");
        IntStream.range(0, runs.size())
                .forEach(i -> expect(runs.get(i), examined.get(i).examination()));
    }

    private record Examined(Examination examination, Duration took) {

        List<Check> told() {
            return examination.checks().stream()
                    .filter(check -> !check.name().startsWith("broker"))
                    .filter(check -> check.status() == Check.Status.FAILED
                            || check.status() == Check.Status.WARNING
                            || check.fix() != null)
                    .toList();
        }
    }

    private record Tried(String words, Duration took) {}

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private Examined examined(FirstRun run) {
        Patient patient = run.patients().corrected().patient(SAMPLE);
        long begun = System.nanoTime();
        Examination examination = doctor.examine(patient);
        return new Examined(examination, since(begun));
    }

    /** As the running stage sends its first batch. */
    private Tried tried(FirstRun run, SealedBatch batch) {
        Stage stage = run.corrected();
        long begun = System.nanoTime();
        try (Clusters.Lease lease = clusters.lease(stage.clusterUrl(), stage.authentication())) {
            Delivery delivery = lease.cluster().send(batch, Destination.of(stage), false);
            Duration took = since(begun);
            return switch (delivery) {
                case Delivery.Accepted taken -> new Tried("Accepted.", took);
                case Delivery.TryAgain not -> new Tried(not.reason(), took);
                case Delivery.Refused not -> new Tried(not.reason(), took);
            };
        }
    }

    /** By title. One after the other: many at once starve each other, and what they say then is not about the case. */
    private Map<String, SdkAlone.Said> said(List<FirstRun> runs, Path file) throws Exception {
        List<FirstRun> asked = runs.stream()
                .filter(run -> FOR_DOCS || IN_SHORT.contains(run.title()))
                .toList();
        List<SdkAlone.Said> said = SdkProgram.run(
                dir,
                PrivateAuthority.shared().bundle(),
                ENTRA.authority(),
                file,
                asked.stream()
                        .map(run -> run.asked(LIKE_WELL.contains(run.title())))
                        .toList());
        return IntStream.range(0, asked.size())
                .boxed()
                .collect(Collectors.toMap(i -> asked.get(i).title(), said::get));
    }

    private static void expect(FirstRun run, Examination examination) {
        List<String> found = examination.checks().stream()
                .filter(check -> !check.name().startsWith("broker"))
                .filter(check -> check.status() == Check.Status.FAILED || check.status() == Check.Status.WARNING)
                .map(Check::name)
                .toList();
        if (run.expected().isEmpty()) {
            assertThat(found).as(run.title()).isEmpty();
        } else {
            assertThat(found).as(run.title()).contains(run.expected());
        }
    }
}
