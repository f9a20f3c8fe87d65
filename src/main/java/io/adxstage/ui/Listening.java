package io.adxstage.ui;

import io.adxstage.listen.Bounds;
import io.adxstage.listen.Listen;
import io.adxstage.listen.Listens;
import io.adxstage.message.ApplicationMessage;
import io.adxstage.stage.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is heard beside one draft: at this moment, or when somebody last listened. Thread-safe. */
final class Listening {

    /** How far it is. */
    enum State {
        CONNECTING,
        LISTENING,
        OVER
    }

    /**
     * How it stands.
     *
     * @param detail why it ended, in a sentence; empty before
     * @param wrong whether that is bad news
     */
    record Heard(
            State state,
            Bounds bounds,
            List<String> filters,
            List<String> refusals,
            List<ApplicationMessage> messages,
            String detail,
            boolean wrong) {

        Heard {
            filters = List.copyOf(filters);
            refusals = List.copyOf(refusals);
            messages = List.copyOf(messages);
        }
    }

    private final CountDownLatch over = new CountDownLatch(1);
    private final Bounds bounds;
    private final List<ApplicationMessage> messages = new ArrayList<>();
    private State state = State.CONNECTING;
    private @Nullable Listen open;
    private boolean stopped;
    private List<String> filters = List.of();
    private List<String> refusals = List.of();
    private String detail = "";
    private boolean wrong;

    private Listening(Bounds bounds) {
        this.bounds = bounds;
    }

    /** Begins at once, in the background. */
    static Listening begin(Listens listens, Input input, Bounds bounds) {
        Listening listening = new Listening(bounds);
        Thread.ofVirtual().name("listening").start(() -> listening.run(listens, input));
        return listening;
    }

    /** One that did not begin. */
    static Listening refused(String reason) {
        Listening listening = new Listening(Bounds.USUAL);
        listening.end(reason, true);
        return listening;
    }

    private void run(Listens listens, Input input) {
        try {
            switch (listens.open(input, bounds)) {
                case Listens.Outcome.Busy busy -> end(Listens.BUSY, true);
                case Listens.Outcome.Refused(String reason) -> end(reason, true);
                case Listens.Outcome.Open(Listen listen) -> {
                    try (listen) {
                        opened(listen);
                        Listen.End heard = listen.hear(this::add);
                        boolean nothing = heard.messages() == 0 && heard.reason() == Listen.Reason.SECONDS;
                        end(heard.detail(), nothing || heard.reason() == Listen.Reason.LOST);
                    }
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            end("", false);
        }
    }

    private synchronized void opened(Listen listen) {
        open = listen;
        filters = listen.filters();
        refusals = listen.refusals();
        state = State.LISTENING;
        if (stopped) {
            listen.stop();
        }
    }

    private synchronized void add(ApplicationMessage message) {
        messages.add(message);
    }

    private synchronized void end(String why, boolean bad) {
        if (state != State.OVER) {
            state = State.OVER;
            open = null;
            detail = why;
            wrong = bad;
            over.countDown();
        }
    }

    /** Ends it soon; what was heard stays. */
    synchronized void stop() {
        stopped = true;
        if (open != null) {
            open.stop();
        }
    }

    /** Waits until it is over, for a bounded time at most. */
    void await(Duration patience) throws InterruptedException {
        var unused = over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    synchronized Heard heard() {
        return new Heard(state, bounds, filters, refusals, messages, detail, wrong);
    }
}
