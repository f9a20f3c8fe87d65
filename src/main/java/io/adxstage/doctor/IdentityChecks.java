package io.adxstage.doctor;

import io.adxstage.adx.Answer;
import io.adxstage.adx.Cluster.Service;
import io.adxstage.adx.ClusterProbe;
import io.adxstage.adx.Trouble;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who the stage is, and whether both services of the cluster talk to it. */
record IdentityChecks(Round round, ClusterProbe probe, Stage stage) {

    private static final Duration STEP = Duration.ofSeconds(8);

    private static final String NO_DATABASE = "NetDefaultDB";

    /** @param way to the cluster */
    record Pending(Round.Pending<Boolean> cluster, Round.Pending<Boolean> ingestion) {}

    Pending begin(Round.Pending<?> way) {
        var token = round.check(Subject.TOKEN, List.of(), this::token);
        var cluster = round.check(Subject.CLUSTER, List.of(way, token), () -> talksTo(Service.ENGINE));
        var ingestion =
                round.check(Subject.INGESTION_ENDPOINT, List.of(way, token), () -> talksTo(Service.DATA_MANAGEMENT));
        return new Pending(cluster, ingestion);
    }

    private Verdict<Boolean> token() {
        if (stage.authentication() instanceof Authentication.None) {
            return Verdict.notNeeded("Not needed: the stage signs in with nothing.", true);
        }
        if (!"https".equals(stage.clusterUrl().getScheme())) {
            return Verdict.notNeeded("Not asked for: no token ever travels over plain http.", true);
        }
        Optional<Answer.Failed> failed = probe.signIn(round.patience(STEP));
        return failed.map(this::notSignedIn).orElseGet(() -> Verdict.passed("Signing in works" + as() + ".", true));
    }

    private String as() {
        return switch (stage.authentication()) {
            case Authentication.ServicePrincipal principal -> " as application " + principal.clientId();
            case Authentication.Certificate certificate -> " as application " + certificate.clientId();
            default -> "";
        };
    }

    private Verdict<Boolean> notSignedIn(Answer.Failed failed) {
        Mends mends = new Mends(stage);
        Map<String, Optional<String>> byCode = Map.of(
                "AADSTS7000215", mends.newSecret(),
                "AADSTS7000222", mends.newSecret(),
                "AADSTS700016", mends.makeKnown(),
                "AADSTS7000229", mends.makeKnown(),
                "AADSTS90002", Optional.of(Mends.showTenant()),
                "AADSTS900023", Optional.of(Mends.showTenant()),
                "AADSTS700027", mends.addCertificate(),
                "AADSTS700024", Optional.of(Mends.setClock()));
        String fix = byCode.entrySet().stream()
                .filter(mend -> failed.said().contains(mend.getKey() + ":"))
                .findFirst()
                .flatMap(Map.Entry::getValue)
                .orElse(null);
        return Verdict.failed(failed.sentence(), fix);
    }

    private Verdict<Boolean> talksTo(Service service) {
        String host = probe.url(service).getHost();
        return switch (probe.command(service, NO_DATABASE, ".show version", round.patience(STEP))) {
            case Answer.Table table ->
                Verdict.passed(
                        host + " answers"
                                + table.rows().stream()
                                        .map(row -> row.text("ProductVersion"))
                                        .filter(version -> !version.isBlank())
                                        .findFirst()
                                        .map(version -> ": " + version)
                                        .orElse("")
                                + ".",
                        true);
            // Who may not ask for the version has been let in all the same.
            case Answer.Failed failed
            when failed.trouble() == Trouble.FORBIDDEN ->
                Verdict.passed(host + " answers, and knows the identity.", true);
            case Answer.Failed failed -> trouble(failed);
        };
    }

    /** What is nobody's mistake passes by itself. */
    private Verdict<Boolean> trouble(Answer.Failed failed) {
        return switch (failed.trouble()) {
            case THROTTLED ->
                Verdict.<Boolean>warning(failed.sentence(), null, null).because("the cluster asks for a pause");
            case UNKNOWN_HOST, NOT_REACHABLE, NO_SERVICE, UNAVAILABLE ->
                Verdict.failed(failed.sentence(), Mends.listClusters());
            case UNAUTHORIZED -> Verdict.failed(failed.sentence(), Mends.showTenant());
            default -> Verdict.failed(failed.sentence(), null);
        };
    }
}
