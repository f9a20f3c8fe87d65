package io.adxstage.mqtt;

import io.adxstage.message.ApplicationMessage;
import java.util.Collection;
import org.springframework.integration.acks.SimpleAcknowledgment;

/** One connection to a broker, in one version of the protocol. Used once: connected, subscribed, disconnected. */
interface MqttConnection {

    /** Connects and answers whether the broker still has the session. Messages may come before it returns. */
    boolean connect() throws BrokerProblem;

    /**
     * Subscribes and waits for the broker's answer.
     *
     * @throws BrokerProblem also where the broker refuses one of the filters
     */
    void subscribe(Collection<String> filters) throws BrokerProblem;

    void unsubscribe(Collection<String> filters) throws BrokerProblem;

    /** Whether a repeated subscription to a filter brings its retained messages again, though nobody asked for them. */
    boolean repeatsRetained();

    /** Leaves; the session stays where it is to persist. Never fails. */
    void disconnect();

    /** What a connection tells. */
    interface Listener {
        void received(ApplicationMessage message, boolean duplicate, SimpleAcknowledgment acknowledgment);

        void lost(BrokerProblem why);
    }
}
