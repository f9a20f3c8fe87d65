package io.adxstage.listen;

/**
 * When a listen ends by itself: with the first of these.
 *
 * @param messages 1 to 100
 * @param seconds from the subscription on, 1 to 60
 */
public record Bounds(int messages, int seconds) {

    public static final int MOST_MESSAGES = 100;
    public static final int MOST_SECONDS = 60;

    /** Bytes of payload in all. */
    public static final int MOST_BYTES = 1024 * 1024;

    /** Enough to see what comes, and no long wait where nothing does. */
    public static final Bounds USUAL = new Bounds(20, 10);

    public Bounds {
        if (messages < 1 || messages > MOST_MESSAGES || seconds < 1 || seconds > MOST_SECONDS) {
            throw new IllegalArgumentException("A listen takes 1 to 100 messages in 1 to 60 seconds");
        }
    }
}
