package io.adxstage.doctor;

import io.adxstage.adx.Cluster.Service;
import io.adxstage.adx.ClusterProbe;
import io.adxstage.adx.Greeting;
import io.adxstage.adx.Trouble;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The way to the cluster, up to its first word, and what its clock says. */
record NetworkChecks(Round round, ClusterProbe probe) {

    private static final Duration STEP = Duration.ofSeconds(5);

    /** Beyond this the clock deserves a look. */
    private static final Duration DOUBTFUL = Duration.ofSeconds(60);

    /** Beyond this tokens fail: what Entra ID grants both ways. */
    private static final Duration TOO_MUCH = Duration.ofMinutes(5);

    /** Begins them; answers the last that is needed by what follows. */
    Round.Pending<Greeting.Answered> begin() {
        URI url = probe.url(Service.ENGINE);
        Optional<InetSocketAddress> proxy = probe.proxy();
        Network network = Network.to(url.getHost(), port(url), "the cluster", "clusterUrl");
        var name = round.check(
                Subject.CLUSTER_DNS,
                List.of(),
                () -> proxy.map(NetworkChecks::<List<InetAddress>>left).orElseGet(() -> explained(network.name())));
        List<Round.Pending<?>> named = proxy.isPresent() ? List.of() : List.of(name);
        var reached = round.check(
                Subject.CLUSTER_TCP,
                named,
                () -> proxy.map(NetworkChecks::<InetAddress>left)
                        .orElseGet(() -> network.connection(name.found(), round.patience(STEP))));
        List<Round.Pending<?>> way = proxy.isPresent() ? List.of() : List.of(reached);
        Round.Pending<Greeting> greeting = round.quietly(
                Subject.CLUSTER_TCP,
                way,
                () -> Verdict.passed("", probe.greet(Service.ENGINE, round.patience(STEP.multipliedBy(2)))));
        var answered = round.check(Subject.CLUSTER_TLS, List.of(greeting), () -> tls(network, greeting.found()));
        round.check(Subject.CLOCK, List.of(answered), () -> clock(answered.found()));
        return answered;
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
    }

    private static <T> Verdict<T> left(InetSocketAddress proxy) {
        return Verdict.skipped("Left to the proxy " + proxy.getHostString() + ":" + proxy.getPort() + ".");
    }

    private static Verdict<List<InetAddress>> explained(Verdict<List<InetAddress>> known) {
        return known.status() == Check.Status.FAILED ? known.withFix(Mends.listClusters()) : known;
    }

    private Verdict<Greeting.Answered> tls(Network network, Greeting greeting) {
        boolean plain = !"https".equals(probe.url(Service.ENGINE).getScheme());
        return switch (greeting) {
            case Greeting.Answered answered
            when plain -> Verdict.notNeeded("Not needed: the cluster is on this machine.", answered);
            case Greeting.Answered answered -> trusted(network, answered);
            case Greeting.Unanswered(Trouble trouble, String sentence)
            when trouble == Trouble.TLS ->
                Verdict.<Greeting.Answered>failed(
                        "TLS with " + network.host() + " fails: "
                                + look(network)
                                        .map(shown -> shown.fault(
                                                network.host(),
                                                "name its certificate in adx-stage.adx.trust-bundle and start again"))
                                        .orElse(sentence),
                        null);
            case Greeting.Unanswered unanswered ->
                Verdict.<Greeting.Answered>failed(unanswered.sentence(), null)
                        .because("the cluster's host does not answer");
        };
    }

    private Verdict<Greeting.Answered> trusted(Network network, Greeting.Answered answered) {
        return look(network)
                .map(shown -> shown.until().isBefore(java.time.Instant.now().plus(Duration.ofDays(14)))
                        ? Verdict.warning(
                                "The certificate of " + network.host() + " is trusted, and expires on " + shown.until()
                                        + ".",
                                null,
                                answered)
                        : Verdict.passed(
                                "The certificate of " + network.host() + " is trusted until " + shown.until() + ".",
                                answered))
                .orElseGet(() -> Verdict.passed("TLS with " + network.host() + " works.", answered));
    }

    private Optional<CertificateLook> look(Network network) {
        return probe.proxy().isPresent()
                ? Optional.empty()
                : CertificateLook.at(network.host(), network.port(), round.patience(STEP));
    }

    static Verdict<Boolean> clock(Greeting.Answered answered) {
        if (answered.ahead().isEmpty()) {
            return Verdict.skipped("The cluster does not tell its time.");
        }
        Duration ahead = answered.ahead().get();
        Duration off = ahead.abs();
        String where = "This machine's clock is " + words(off) + (ahead.isNegative() ? " ahead of" : " behind")
                + " the cluster's";
        if (off.compareTo(TOO_MUCH) >= 0) {
            return Verdict.failed(where + ": sign-ins fail from 5 minutes on. Set the clock.", Mends.setClock());
        }
        if (off.compareTo(DOUBTFUL) >= 0) {
            return Verdict.warning(where + ": from 5 minutes on sign-ins fail. Set the clock.", Mends.setClock(), true);
        }
        return Verdict.passed("This machine's clock and the cluster's are less than a minute apart.", true);
    }

    private static String words(Duration off) {
        return off.toMinutes() >= 2 ? off.toMinutes() + " minutes" : off.toSeconds() + " seconds";
    }
}
