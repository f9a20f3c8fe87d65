package io.adxstage.listen;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.mqtt.BrokerProblem;
import io.adxstage.mqtt.TopicListener;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a connection heard and nobody has taken yet. Takes no more than its bounds allow: the rest is let go. */
final class Heard implements TopicListener.Ear {

    /** What happened. */
    sealed interface Event {
        record Message(ApplicationMessage message) implements Event {}

        /** @param size of the payload that would have been too much, in bytes */
        record TooMuch(int size) implements Event {}

        /** @param why a sentence about the one message that was not even read */
        record TooLarge(String why) implements Event {}

        record Lost(String why) implements Event {}

        record Stopped() implements Event {}
    }

    private final Bounds bounds;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private int count;
    private long bytes;

    Heard(Bounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public synchronized void heard(ApplicationMessage message) {
        if (count == bounds.messages() || bytes > Bounds.MOST_BYTES) {
            return;
        }
        count++;
        bytes += message.payload().length;
        events.add(
                bytes > Bounds.MOST_BYTES ? new Event.TooMuch(message.payload().length) : new Event.Message(message));
    }

    @Override
    public void over(BrokerProblem why) {
        String said = String.valueOf(why.getMessage());
        events.add(why.isTooLarge() ? new Event.TooLarge(said) : new Event.Lost(said));
    }

    void stop() {
        events.add(new Event.Stopped());
    }

    /** The next event; nothing where none comes in so many milliseconds. */
    @Nullable
    Event next(long millis) throws InterruptedException {
        return events.poll(millis, TimeUnit.MILLISECONDS);
    }

    Bounds bounds() {
        return bounds;
    }
}
