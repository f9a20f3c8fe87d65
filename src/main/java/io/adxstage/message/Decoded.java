package io.adxstage.message;

/** What came of reading a payload. */
sealed interface Decoded {

    record Payload(Value value) implements Decoded {}

    /** @param reason a sentence that says what was found where */
    record Undecodable(String reason) implements Decoded {}
}
