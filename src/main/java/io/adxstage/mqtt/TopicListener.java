package io.adxstage.mqtt;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Input;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/**
 * Hears for a moment what is published, as somebody else than the stage: a random client id, a session that ends with the
 * connection, QoS 1 at most, and no group of a shared subscription, which would take messages away from the stage. Retained
 * messages are asked for. A message larger than {@link #MOST} ends it before the message is read: a topic may hold one of
 * hundreds of megabytes, and eight may listen at the same time. For one thread; its methods wait.
 */
public final class TopicListener implements AutoCloseable {

    /** A mebibyte of payload, with room for the longest topic (64 KiB) and as much of properties. */
    static final DataSize MOST = DataSize.ofKilobytes(1024 + 128);

    private final BrokerProbe probe;
    private final Told told;
    private final List<String> filters;

    /** What is told, on a thread of the connection. */
    public interface Ear {

        void heard(ApplicationMessage message);

        /** The connection that stood is over; also told when it is closed here. */
        void over(BrokerProblem why);
    }

    private TopicListener(BrokerProbe probe, Told told, List<String> filters) {
        this.probe = probe;
        this.told = told;
        this.filters = filters;
    }

    static TopicListener of(ConnectionPlan stages, Duration patience, Transport transport, Ear ear) {
        int qos = Math.min(stages.input().qos(), 1);
        boolean stagesTakeMore = stages.settings().maxMessageSize().compareTo(MOST) > 0;
        // Not announced to the broker (Maximum Packet Size): it would leave such a message out without a word (MQTT 5,
        // section 3.1.2.11.4), and somebody would look for the reason.
        DataSize most = stagesTakeMore ? MOST : stages.settings().maxMessageSize();
        ConnectionPlan plan = BrokerProbe.planned(stages, patience, "adxstagelook", qos, Input.Retained.ALWAYS, most);
        List<String> filters = Filters.withoutCovered(
                plan.input().topics().stream().map(BrokerProbe::ofNoGroup).toList());
        Told told = new Told(ear, stagesTakeMore);
        return new TopicListener(new BrokerProbe(plan, transport, told), told, filters);
    }

    /** What to listen to: the filters of the input without their groups, each once. */
    public List<String> filters() {
        return filters;
    }

    /** The id that this connection uses, where brokers' rules look at it. */
    public String clientId() {
        return probe.clientId();
    }

    /** @throws BrokerProblem where the broker does not let us in */
    public void connect() throws BrokerProblem, InterruptedException {
        var unused = probe.connect();
        told.standing = true;
    }

    /** @throws BrokerProblem where the broker refuses the filter, or does not answer */
    public void listenTo(String filter) throws BrokerProblem, InterruptedException {
        try {
            probe.listenTo(filter);
        } catch (BrokerProblem problem) {
            throw told.inWords(problem);
        }
    }

    @Override
    public void close() {
        probe.close();
    }

    private static final class Told implements MqttConnection.Listener {

        private final Ear ear;
        private final boolean stagesTakeMore;

        /** An attempt that fails is told by what is thrown, and in another version of the protocol there may be a second. */
        private volatile boolean standing;

        Told(Ear ear, boolean stagesTakeMore) {
            this.ear = ear;
            this.stagesTakeMore = stagesTakeMore;
        }

        /** A message that a stage takes and a listen does not is no reason to change the settings. */
        BrokerProblem inWords(BrokerProblem why) {
            return why.isTooLarge() && stagesTakeMore
                    ? new BrokerProblem(
                            BrokerProblem.Kind.TOO_LARGE,
                            "A message larger than 1 MiB came, which a stage takes and a listen does not. Choose a narrower"
                                    + " topic, or paste a sample.")
                    : why;
        }

        @Override
        public void received(List<Received> messages) {
            for (Received received : messages) {
                received.acknowledgment().acknowledge();
                ear.heard(received.message());
            }
        }

        @Override
        public void lost(BrokerProblem why) {
            if (standing) {
                ear.over(inWords(why));
            }
        }
    }
}
