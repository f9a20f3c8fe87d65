package io.adxstage.mqtt;

import io.adxstage.mqtt.SessionMemory.Session;
import io.adxstage.stage.Input;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a stage is subscribed to at its broker. */
record Subscriptions(ConnectionPlan plan, SessionMemory memory) {

    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);

    /** Asks for what the session lacks, and gives up what it has too much. */
    void bringInLine(MqttConnection connection, boolean resumed) throws BrokerProblem, InterruptedException {
        Session before = memory.recall();
        Session wanted = Session.of(plan);
        boolean known = resumed && before.isOf(plan);
        if (!before.equals(Session.NONE) && !before.isOf(plan)) {
            log.warn(
                    "The session of client {} at {} is not this stage's any more. Where it was not ended, that broker holds"
                            + " messages for it until it expires; in MQTT 3.1.1 it does for ever: end it there by hand.",
                    before.clientId(),
                    before.broker());
        }
        Set<String> old = known ? before.all() : Set.of();
        Set<String> lacking = new TreeSet<>(wanted.filters());
        boolean askedForRepeats = plan.input().retained() == Input.Retained.ALWAYS;
        if (known && before.qos() == wanted.qos() && connection.repeatsRetained() && !askedForRepeats) {
            lacking.removeAll(before.filters());
        }
        // Before the broker is asked: of what it grants, nothing may be forgotten because it refuses another part.
        memory.remember(underWay(wanted, lacking, old));
        Set<String> tooMuch = without(wanted.filters(), old);
        if (!tooMuch.isEmpty()) {
            connection.unsubscribe(tooMuch);
        }
        if (!lacking.isEmpty()) {
            connection.subscribe(lacking);
        }
        memory.remember(wanted);
    }

    /** Sure is only what needs no question. */
    private static Session underWay(Session wanted, Set<String> lacking, Set<String> old) {
        Set<String> sure = without(lacking, wanted.filters());
        Set<String> doubtful = new TreeSet<>(old);
        doubtful.addAll(lacking);
        return new Session(wanted.broker(), wanted.clientId(), wanted.qos(), sure, without(sure, doubtful));
    }

    private static Set<String> without(Set<String> some, Set<String> all) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
