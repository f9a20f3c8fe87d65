package io.adxstage.chaos;

import io.adxstage.testing.Entra;
import io.adxstage.testing.SecureCluster;
import io.adxstage.testing.SecureCluster.Right;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The token endpoint is away for longer than any token lives, and the service is killed and started meanwhile. Its cluster
 * is well, is spoken to over TLS, and wants a token for whatever is asked of it; only uploads and the queue take none.
 */
record SignInTrouble() implements Scenario {

    private static final String CLIENT = "5b2f4f0e-0000-4000-8000-0000000000c1";
    private static final String SECRET = "a-secret-of-the-tests";
    private static final Recipe SIGNED_IN = Recipe.USUAL.signedIn("""
            {"type": "servicePrincipal", "tenantId": "%s", "clientId": "%s", "clientSecret": "%s"}
            """.formatted(Entra.TENANT, CLIENT, SECRET));

    private enum Fault {
        REFUSED("refuses connections", Entra.Mode.REFUSING),
        HANGS("takes requests and never answers", Entra.Mode.HANGING),
        UNAVAILABLE("answers 503", Entra.Mode.DOWN);

        private final String sentence;
        private final Entra.Mode mode;

        Fault(String sentence, Entra.Mode mode) {
            this.sentence = sentence;
            this.mode = mode;
        }
    }

    @Override
    public String name() {
        return "sign-in";
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        Duration life = Duration.ofSeconds(workshop.form().pick(5, 60));
        Duration outage = Duration.ofSeconds(workshop.form().pick(8, 120));
        // Longer than azure-identity tries: its last word is what the stage is to say.
        Duration attempt = Duration.ofSeconds(workshop.form().pick(12, 45));
        List<Finding> findings = new ArrayList<>();
        try (Entra entra = new Entra().withSecret(CLIENT, SECRET);
                SecureCluster cluster = SecureCluster.before(workshop.standIn().url(), entra)
                        .allow(CLIENT, Right.INGEST, Right.READ, Right.CHANGE);
                Rig rig = new Rig(
                        workshop,
                        name(),
                        "--adx-stage.adx.attempt-timeout=" + attempt.toSeconds() + "s",
                        "--adx-stage.adx.trust-bundle=" + cluster.trustBundle(),
                        "--adx-stage.adx.authority-host=" + entra.authority())) {
            entra.tokensLiveFor(life);
            knowHosts(rig, cluster);
            rig.service.start();
            for (Fault fault : Fault.values()) {
                if (fault == Fault.REFUSED || workshop.form().isLong()) {
                    findings.addAll(strike(fault, rig, entra, cluster.url(), outage));
                }
            }
        }
        return findings;
    }

    /** Names of Azure lead to this machine, and nothing goes through a proxy. */
    private static void knowHosts(Rig rig, SecureCluster cluster) throws Exception {
        Path hosts = rig.folder().resolve("hosts");
        Files.writeString(
                hosts,
                Stream.concat(Stream.of("localhost", Entra.HOST), cluster.hosts().stream())
                        .map(host -> "127.0.0.1 " + host + "\n")
                        .collect(Collectors.joining()));
        rig.service.environment().put("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts);
        rig.service.environment().put("NO_PROXY", "*");
    }

    private static List<Finding> strike(Fault fault, Rig rig, Entra entra, String cluster, Duration outage)
            throws Exception {
        String table = "sign-in-" + fault.ordinal();
        Track queued = rig.track(table + "-queued", 50, SIGNED_IN, rig.broker.url(), cluster);
        Track streamed = rig.track(table + "-streamed", 50, SIGNED_IN.streamed(), rig.broker.url(), cluster);
        rig.standIn.command(".alter table ['" + streamed.table() + "'] policy streamingingestion enable");
        rig.service.send("POST", "/api/stages/" + streamed.stage() + "/mapping", null);
        List<Track> tracks = List.of(queued, streamed);
        tracks.forEach(track -> track.numbers().start());
        for (Track track : tracks) {
            track.awaitRows(1, Duration.ofSeconds(60));
        }

        entra.set(fault.mode);
        long away = System.nanoTime();
        Moments.pass(outage.dividedBy(2));
        rig.service.kill();
        rig.service.start();
        List<String> said = new ArrayList<>();
        for (Track track : tracks) {
            Moments.until(
                    track.table() + " notices",
                    Duration.ofMinutes(2),
                    () -> track.status().is("degraded"));
            said.add(track.status().detail());
        }
        Moments.pass(outage.minusNanos(System.nanoTime() - away));
        Duration gone = Duration.ofNanos(System.nanoTime() - away);
        entra.set(Entra.Mode.UP);

        List<Duration> recoveries = recoveries(tracks);
        List<Finding> findings = new ArrayList<>();
        for (Track track : tracks) {
            int place = tracks.indexOf(track);
            String way = track == queued ? "queued" : "streamed";
            findings.add(track.finding(
                            "the token endpoint %s for %d s, with `kill -9` meanwhile; a stage that is %s"
                                    .formatted(fault.sentence, gone.toSeconds(), way),
                            1,
                            track.settle(Duration.ofMinutes(2)),
                            List.of(recoveries.get(place)))
                    .withNote("The stage says: “" + said.get(place) + "”"));
            track.close();
        }
        return findings;
    }

    /** Of all at the same time: each from now on. */
    private static List<Duration> recoveries(List<Track> tracks) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Duration>> waits = new ArrayList<>();
            tracks.forEach(track -> waits.add(() -> track.awaitCaughtUp(Duration.ofMinutes(5))));
            List<Duration> recoveries = new ArrayList<>();
            for (Future<Duration> one : threads.invokeAll(waits)) {
                recoveries.add(one.get());
            }
            return recoveries;
        }
    }
}
