package io.adxstage.listen;

import io.adxstage.message.ApplicationMessage;
import io.adxstage.mqtt.TopicListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A listen at a real broker. */
final class BrokerListen implements Listen {

    private final TopicListener listener;
    private final Heard heard;
    private final List<String> filters;
    private final List<String> refusals;
    private final Runnable whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();

    BrokerListen(
            TopicListener listener, Heard heard, List<String> filters, List<String> refusals, Runnable whenClosed) {
        this.listener = listener;
        this.heard = heard;
        this.filters = List.copyOf(filters);
        this.refusals = List.copyOf(refusals);
        this.whenClosed = whenClosed;
    }

    @Override
    public List<String> filters() {
        return filters;
    }

    @Override
    public List<String> refusals() {
        return refusals;
    }

    @Override
    public End hear(Consumer<ApplicationMessage> each) throws InterruptedException {
        Bounds bounds = heard.bounds();
        long begun = System.nanoTime();
        Duration most = Duration.ofSeconds(bounds.seconds());
        int count = 0;
        while (true) {
            long left = most.minusNanos(System.nanoTime() - begun).toMillis();
            Heard.Event event = left <= 0 ? null : heard.next(left);
            switch (event) {
                case null -> {
                    return new End(Reason.SECONDS, count, Sentences.time(count, filters, bounds));
                }
                case Heard.Event.Message(ApplicationMessage message) -> {
                    each.accept(message);
                    count++;
                    if (count == bounds.messages()) {
                        return new End(Reason.MESSAGES, count, Sentences.full(count));
                    }
                }
                case Heard.Event.TooMuch(int size) -> {
                    return new End(Reason.BYTES, count, Sentences.tooMuch(count, size));
                }
                case Heard.Event.TooLarge(String why) -> {
                    return new End(Reason.BYTES, count, why);
                }
                case Heard.Event.Lost(String why) -> {
                    return new End(Reason.LOST, count, why);
                }
                case Heard.Event.Stopped stopped -> {
                    return new End(Reason.STOPPED, count, Sentences.stopped(count));
                }
            }
        }
    }

    @Override
    public void stop() {
        heard.stop();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                listener.close();
            } finally {
                whenClosed.run();
            }
        }
    }
}
