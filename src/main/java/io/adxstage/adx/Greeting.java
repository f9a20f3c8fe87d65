package io.adxstage.adx;

import java.time.Duration;
import java.util.Optional;

/** What came of the first request to a service, before any sign-in. */
public sealed interface Greeting {

    /**
     * Something answers there.
     *
     * @param ahead by how much the other clock is ahead of this one, negative where it is behind; absent where the answer
     *     has no date
     */
    record Answered(int status, Optional<Duration> ahead) implements Greeting {}

    /** @param sentence names the place and the cause */
    record Unanswered(Trouble trouble, String sentence) implements Greeting {}
}
