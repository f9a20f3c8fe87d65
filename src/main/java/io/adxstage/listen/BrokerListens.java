package io.adxstage.listen;

import io.adxstage.mqtt.BrokerProblem;
import io.adxstage.mqtt.MqttInbounds;
import io.adxstage.mqtt.TopicListener;
import io.adxstage.stage.Input;
import io.adxstage.stage.SecretUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Listens to real brokers. */
@Component
class BrokerListens implements Listens {

    /** For each of the broker's answers. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MqttInbounds inbounds;
    private final Semaphore room;

    BrokerListens(MqttInbounds inbounds) {
        this.inbounds = inbounds;
        this.room = new Semaphore(AT_ONCE);
    }

    @Override
    public Outcome open(Input input, Bounds bounds) {
        if (!room.tryAcquire()) {
            return new Outcome.Busy();
        }
        Outcome outcome = new Outcome.Refused("");
        try {
            outcome = opened(input, bounds);
        } finally {
            if (!(outcome instanceof Outcome.Open)) {
                room.release();
            }
        }
        return outcome;
    }

    private Outcome opened(Input input, Bounds bounds) {
        Heard heard = new Heard(bounds);
        TopicListener listener;
        try {
            listener = inbounds.listener(input, PATIENCE, heard);
        } catch (SecretUnavailable | IllegalArgumentException unusable) {
            return new Outcome.Refused(String.valueOf(unusable.getMessage()));
        }
        Outcome outcome = new Outcome.Refused("Interrupted.");
        try {
            outcome = subscribed(listener, heard);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            if (!(outcome instanceof Outcome.Open)) {
                listener.close();
            }
        }
        return outcome;
    }

    /** One refused filter of several does not end it: what the others say is worth hearing. */
    private Outcome subscribed(TopicListener listener, Heard heard) throws InterruptedException {
        try {
            listener.connect();
        } catch (BrokerProblem problem) {
            return new Outcome.Refused(problem.getMessage()
                    + (problem.needsAPerson()
                            ? " (Tried as client " + listener.clientId()
                                    + ", in case the broker's rules look at the client id.)"
                            : ""));
        }
        List<String> granted = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (String filter : listener.filters()) {
            try {
                listener.listenTo(filter);
                granted.add(filter);
            } catch (BrokerProblem problem) {
                refusals.add(String.valueOf(problem.getMessage()));
            }
        }
        return granted.isEmpty()
                ? new Outcome.Refused(refusals.getFirst())
                : new Outcome.Open(new BrokerListen(listener, heard, granted, refusals, room::release));
    }
}
