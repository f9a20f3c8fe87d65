package io.adxstage.mqtt;

import io.adxstage.stage.Input;
import java.util.TreeSet;

/** What a stage is subscribed to at its broker. */
record Subscriptions(ConnectionPlan plan, SessionMemory memory) {

    /** Asks for what the session lacks, and gives up what it has too much. */
    void bringInLine(MqttConnection connection, boolean resumed) throws BrokerProblem, InterruptedException {
        SessionMemory.Session before = memory.recall();
        SessionMemory.Session wanted = SessionMemory.Session.of(plan);
        boolean known = resumed && before.isOf(plan);
        if (known) {
            TreeSet<String> old = new TreeSet<>(before.filters());
            old.removeAll(wanted.filters());
            if (!old.isEmpty()) {
                connection.unsubscribe(old);
            }
        }
        TreeSet<String> lacking = new TreeSet<>(wanted.filters());
        boolean askedForRepeats = plan.input().retained() == Input.Retained.ALWAYS;
        if (known && before.qos() == wanted.qos() && connection.repeatsRetained() && !askedForRepeats) {
            lacking.removeAll(before.filters());
        }
        if (!lacking.isEmpty()) {
            connection.subscribe(lacking);
        }
        memory.remember(wanted);
    }
}
