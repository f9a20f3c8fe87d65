package io.adxstage.mqtt;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Messages that came one behind the other, and go through the flow together: what a step of the flow costs, it costs them
 * once (docs/decisions/0022). The flow takes them in order and notes which are done with, so that after a failure it can go
 * on with the others. For one thread.
 */
public final class Burst {

    private final @Nullable Received[] messages;
    private final BooleanSupplier connectionIsOver;
    private int next;
    private int left;

    /** Of a connection that lasts. */
    public Burst(List<Received> messages) {
        this(messages, () -> false);
    }

    /** @param connectionIsOver from when on nothing is taken that the broker sends again: it would overtake what was not taken */
    Burst(List<Received> messages, BooleanSupplier connectionIsOver) {
        this.messages = messages.toArray(Received[]::new);
        this.connectionIsOver = connectionIsOver;
        this.left = messages.size();
    }

    /** The next one to take; absent where there is none. */
    public @Nullable Received next() {
        while (next < messages.length) {
            Received one = messages[next++];
            if (one != null && !(one.comesAgain() && connectionIsOver.getAsBoolean())) {
                return one;
            }
        }
        return null;
    }

    /** The place behind the message that {@link #next} gave last. */
    public int position() {
        return next;
    }

    /** Those at these places are done with.
     *
     * @param from a {@link #position}
     * @param to another one, not before it
     */
    public void taken(int from, int to) {
        for (int i = from; i < to; i++) {
            if (messages[i] != null) {
                messages[i] = null;
                left--;
            }
        }
    }

    /** How many are not done with. */
    int left() {
        return left;
    }

    /** Back to the first that is not done with. */
    void rewind() {
        next = 0;
    }

    /** Takes the first that is not done with out; absent where there is none. */
    @Nullable
    Received drop() {
        for (int i = 0; i < messages.length; i++) {
            Received one = messages[i];
            if (one != null) {
                taken(i, i + 1);
                return one;
            }
        }
        return null;
    }
}
