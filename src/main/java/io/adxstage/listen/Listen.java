package io.adxstage.listen;

import io.adxstage.message.ApplicationMessage;
import java.util.List;
import java.util.function.Consumer;

/** An open ear. */
public interface Listen extends AutoCloseable {

    /** The filters that the broker granted, without the groups of shared subscriptions. */
    List<String> filters();

    /** Sentences about filters that the broker did not grant. */
    List<String> refusals();

    /**
     * Waits until one of the bounds is reached, {@link #stop()} is called or the connection is lost.
     *
     * @param each is told every message as it comes, on this thread
     */
    End hear(Consumer<ApplicationMessage> each) throws InterruptedException;

    /** Ends the listen soon. May be called by any thread. */
    void stop();

    /** Leaves the broker, and with it the session. */
    @Override
    void close();

    /**
     * Why it ended.
     *
     * @param detail a sentence, with the mend where something is wrong
     */
    record End(Reason reason, int messages, String detail) {}

    /** What ended it. */
    enum Reason {
        MESSAGES,
        SECONDS,
        BYTES,
        STOPPED,
        LOST
    }
}
