package io.adxstage.mqtt;

import java.time.Duration;

/**
 * Whether messages that came are handed on at once, or wait a little for more: a wake-up and a sync of the disk cost one
 * message as much as a thousand. A broker may send no more until it is answered, and does not say how much it sends at most
 * (MQTT 5, section 4.9). So as soon as as many are unanswered as ever were, they may be all that come, and are handed on;
 * otherwise after {@link #PAUSE}, and then fewer are waited for next time. Lives on the event loop.
 */
final class Gathering {

    /** How long a message waits for others at most. Rows take seconds to be anywhere, so nobody waits for it. */
    static final Duration PAUSE = Duration.ofMillis(10);

    /** So many are handed on in any case: who takes them has enough to do while more come in. */
    static final int MUCH = 256;

    private int most = 1;

    /**
     * Answers whether to hand on now.
     *
     * @param unanswered messages that the broker waits for the answer to
     * @param waiting messages that were not handed on yet, of any QoS
     */
    boolean isDue(int unanswered, int waiting) {
        if (unanswered >= most) {
            most = unanswered;
            return true;
        }
        return waiting >= MUCH;
    }

    /** The pause was over before as many came as ever did. */
    void isLate(int unanswered) {
        most = Math.max(1, Math.max(unanswered, most - most / 8 - 1));
    }
}
