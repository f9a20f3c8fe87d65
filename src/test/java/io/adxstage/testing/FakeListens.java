package io.adxstage.testing;

import io.adxstage.listen.Bounds;
import io.adxstage.listen.Listen;
import io.adxstage.listen.Listens;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Input;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A broker's topics that say what a test wants. */
public final class FakeListens implements Listens {

    public final List<Input> inputs = new CopyOnWriteArrayList<>();
    public final List<Bounds> bounds = new CopyOnWriteArrayList<>();
    private volatile List<ApplicationMessage> messages = List.of();
    private volatile Outcome refusal;
    private volatile boolean endless;

    /** Says these payloads from now on, and ends. */
    public void say(String topic, String... payloads) {
        say(
                topic,
                List.of(payloads).stream()
                        .map(payload -> payload.getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    public void say(String topic, List<byte[]> payloads) {
        messages = payloads.stream()
                .map(payload -> new ApplicationMessage(
                        Instant.parse("2026-11-25T10:02:07.123Z"),
                        topic,
                        1,
                        7,
                        true,
                        ApplicationMessage.Properties.NONE,
                        List.of(new ApplicationMessage.UserProperty("k", "v")),
                        payload))
                .toList();
        refusal = null;
        endless = false;
    }

    /** After the messages it listens on until it is stopped. */
    public void goOn() {
        endless = true;
    }

    public void refuse(Outcome outcome) {
        refusal = outcome;
    }

    @Override
    public Outcome open(Input input, Bounds asked) {
        inputs.add(input);
        bounds.add(asked);
        Outcome refused = refusal;
        return refused == null ? new Outcome.Open(new Said(input.topics())) : refused;
    }

    private final class Said implements Listen {

        private final List<String> filters;
        private final CountDownLatch stopped = new CountDownLatch(1);

        Said(List<String> filters) {
            this.filters = filters;
        }

        @Override
        public List<String> filters() {
            return filters;
        }

        @Override
        public List<String> refusals() {
            return List.of();
        }

        @Override
        public End hear(Consumer<ApplicationMessage> each) throws InterruptedException {
            messages.forEach(each);
            if (endless) {
                stopped.await();
                return new End(Reason.STOPPED, messages.size(), "Stopped by hand.");
            }
            return new End(Reason.SECONDS, messages.size(), "It is over.");
        }

        @Override
        public void stop() {
            stopped.countDown();
        }

        @Override
        public void close() {
            stop();
        }
    }
}
