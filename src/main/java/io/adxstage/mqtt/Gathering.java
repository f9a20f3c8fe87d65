package io.adxstage.mqtt;

import java.time.Duration;

/**
 * Whether messages that came are handed on at once, or wait a little for more: a wake-up and a sync of the disk cost one
 * message as much as a thousand. A broker may send no more until it is answered, and does not say how much it sends at most
 * (MQTT 5, section 4.9). So as soon as as many are unanswered as ever were, they may be all that come, and are handed on;
 * otherwise after {@link #PAUSE}, and then fewer are waited for next time. Now and then it is tried whether more would have
 * come: seldom where that was in vain. Lives on the event loop.
 */
final class Gathering {

    /** How long a message waits for others at most. Rows take seconds to be anywhere, so nobody waits for it. */
    static final Duration PAUSE = Duration.ofMillis(50);

    /** So many are handed on in any case: who takes them has enough to do while more come in. */
    static final int MUCH = 256;

    /** Times that messages are handed on without a pause, until that is tried: so many at first, and at most. */
    private static final int SOON = 16;

    private static final int LATE = 4096;

    private int most = 1;
    private int times;
    private int timesToTrial = SOON;
    private boolean isTrial;

    /**
     * Answers whether to hand on now.
     *
     * @param unanswered messages that the broker waits for the answer to
     * @param waiting messages that were not handed on yet, of any QoS
     */
    boolean isDue(int unanswered, int waiting) {
        if (waiting >= MUCH) {
            most = Math.max(most, unanswered);
            isTrial = false;
            return true;
        }
        if (unanswered < most || isTrial) {
            return false;
        }
        if (times++ == timesToTrial) {
            times = 0;
            isTrial = true;
            return false;
        }
        most = unanswered;
        return true;
    }

    /** The pause was over, and nothing was handed on meanwhile. */
    void isLate(int unanswered) {
        if (isTrial) {
            timesToTrial = unanswered > most ? SOON : Math.min(2 * timesToTrial, LATE);
            most = Math.max(most, unanswered);
            isTrial = false;
        } else {
            most = Math.max(1, Math.max(unanswered, most - most / 8 - 1));
        }
    }
}
