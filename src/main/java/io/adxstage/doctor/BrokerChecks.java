package io.adxstage.doctor;

import io.adxstage.mqtt.BrokerProbe;
import io.adxstage.mqtt.BrokerProblem;
import io.adxstage.mqtt.BrokerTerms;
import io.adxstage.stage.Input;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The way to the broker, and whether it lets the stage listen. */
record BrokerChecks(Round round, BrokerProbe probe, Input input, ReentrantLock turn) {

    private static final Duration STEP = Duration.ofSeconds(5);

    BrokerChecks(Round round, BrokerProbe probe, Input input) {
        this(round, probe, input, new ReentrantLock());
    }

    void begin() {
        URI broker = probe.address();
        Network network = Network.to(broker.getHost(), broker.getPort(), "the broker", "input.broker");
        Round.Pending<List<InetAddress>> name = round.check(Subject.BROKER_DNS, List.of(), network::name);
        Round.Pending<InetAddress> reached = round.check(
                Subject.BROKER_TCP, List.of(name), () -> network.connection(name.found(), round.patience(STEP)));
        Round.Pending<Boolean> tls = round.check(Subject.BROKER_TLS, List.of(reached), () -> tls(network));
        Round.Pending<BrokerTerms> connected =
                round.check(Subject.BROKER_CONNECT, List.of(tls), () -> connect(network));
        for (String filter : input.topics()) {
            round.check(
                    Subject.BROKER_SUBSCRIBE, filter, List.of(connected), () -> subscribe(filter, connected.found()));
        }
    }

    private Verdict<Boolean> tls(Network network) {
        if (!probe.isSecure()) {
            return Verdict.notNeeded("Not spoken: input.broker asks for none.", true);
        }
        try {
            probe.shakeHands();
            return Verdict.passed("The certificate of " + network.host() + " is trusted.", true);
        } catch (IOException failed) {
            if (String.valueOf(failed.getMessage()).contains("Received fatal alert")) {
                return Verdict.failed(
                        network.host() + " ends TLS (" + failed.getMessage()
                                + "): it wants a client certificate that it knows. Check input.authentication.",
                        null);
            }
            return Verdict.failed(
                    "TLS with " + network.host() + " fails: "
                            + CertificateLook.at(network.host(), network.port(), round.patience(STEP))
                                    .map(shown -> shown.fault(
                                            network.host(), "put its certificate into input.tls.caCertificate"))
                                    .orElse("the broker does not speak TLS on port " + network.port() + ", or ends it ("
                                            + failed.getMessage()
                                            + "). Check the port and the scheme of input.broker."),
                    null);
        }
    }

    private Verdict<BrokerTerms> connect(Network network) throws InterruptedException {
        try {
            BrokerTerms terms = probe.connect();
            List<String> limits = limits(terms);
            String said = network.host() + " let a client in (MQTT " + terms.version() + ")";
            return limits.isEmpty()
                    ? Verdict.passed(said + ".", terms)
                    : Verdict.warning(said + ", but " + String.join(", and ", limits) + ".", null, terms);
        } catch (BrokerProblem problem) {
            return Verdict.failed(
                    problem.getMessage() + " (Tried as client " + probe.clientId()
                            + ", in case the broker's rules look at the client id.)",
                    null);
        }
    }

    private List<String> limits(BrokerTerms terms) {
        List<String> limits = new ArrayList<>();
        if (terms.maximumQos() < input.qos()) {
            limits.add("it knows no QoS above " + terms.maximumQos() + ", and input.qos is " + input.qos()
                    + (terms.maximumQos() == 0 ? ": messages may be lost on the way" : ""));
        }
        if (!terms.wildcards() && input.topics().stream().anyMatch(topic -> topic.matches(".*[+#].*"))) {
            limits.add("it has no wildcard subscriptions");
        }
        return limits;
    }

    /** One after the other: they share a connection. */
    private Verdict<Boolean> subscribe(String filter, BrokerTerms terms) throws InterruptedException {
        boolean shared = filter.startsWith("$share/");
        if (shared && !terms.sharedSubscriptions()) {
            return Verdict.failed("The broker has no shared subscriptions: name the topic without $share/.", null);
        }
        turn.lockInterruptibly();
        try {
            probe.subscribe(filter);
            return Verdict.passed(
                    shared
                            ? "The broker allows the topics of " + filter
                                    + ". Its group was not joined, so that no message is" + " taken away."
                            : "The broker allows the subscription to " + filter + ".",
                    true);
        } catch (BrokerProblem problem) {
            return Verdict.failed(String.valueOf(problem.getMessage()), null);
        } finally {
            turn.unlock();
        }
    }
}
