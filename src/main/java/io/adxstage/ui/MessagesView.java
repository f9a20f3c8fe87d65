package io.adxstage.ui;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages beside a draft, and what they become, as the template sees them.
 *
 * @param state {@code none}, {@code connecting}, {@code listening} or {@code over}
 * @param seconds that a listen takes at most
 * @param most messages that a listen takes at most
 * @param detail why the last listen ended
 * @param wrong whether that is bad news
 * @param heard how many messages the listen brought; those that were pasted come after them
 * @param preview absent where there is no message, and nothing to say about it
 */
record MessagesView(
        String state,
        int seconds,
        int most,
        List<String> filters,
        List<String> refusals,
        String detail,
        boolean wrong,
        int heard,
        List<MessageView> messages,
        @Nullable PreviewView preview) {

    MessagesView {
        filters = List.copyOf(filters);
        refusals = List.copyOf(refusals);
        messages = List.copyOf(messages);
    }

    /** Whether there is more to come. */
    public boolean isGoing() {
        return state.equals("connecting") || state.equals("listening");
    }

    /**
     * @param number from 1
     * @param size of the payload, in bytes
     * @param trouble why its payload cannot be read
     * @param becomes why it would become a dead letter
     */
    record MessageView(
            int number,
            String topic,
            Instant time,
            int size,
            boolean retained,
            boolean pasted,
            @Nullable String trouble,
            @Nullable String becomes,
            @Nullable PartView root) {}

    /**
     * A value in a message.
     *
     * @param path by which a column would find it; absent where none can
     * @param type that suits it in all messages
     * @param name that is proposed for its column
     * @param column that has it already; absent where none has
     */
    record PartView(
            String label,
            String text,
            @Nullable String path,
            String type,
            String name,
            @Nullable String column,
            boolean branch,
            List<PartView> parts,
            int left) {

        PartView {
            parts = List.copyOf(parts);
        }
    }
}
