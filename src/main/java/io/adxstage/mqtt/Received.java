package io.adxstage.mqtt;

import io.adxstage.message.ApplicationMessage;
import org.springframework.integration.acks.SimpleAcknowledgment;

/**
 * A message as a connection received it.
 *
 * @param duplicate the DUP flag: the broker sent it before, on this connection or an earlier one
 * @param acknowledgment to be called when the message is safe, from any thread; does nothing for QoS 0
 */
public record Received(ApplicationMessage message, boolean duplicate, SimpleAcknowledgment acknowledgment) {

    private static final int OVERHEAD = 256;

    /** Whether the broker sends it again where it is not acknowledged. */
    boolean comesAgain() {
        return message.qos() > 0;
    }

    /** About how much memory it takes, in bytes. */
    int weight() {
        return message.payload().length + OVERHEAD;
    }
}
