package io.adxstage.letters;

import io.adxstage.message.ApplicationMessage;

/** A dead letter with its whole message, to be tried again. */
public record Kept(String id, ApplicationMessage message) {}
