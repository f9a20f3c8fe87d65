package io.adxstage.doctor;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param about which of several: the name of a column, a topic filter; empty where there is one only
 * @param detail a plain sentence: what was found, where, and what it means
 * @param fix what mends it, ready to copy: a command for Azure Data Explorer or {@code az}, or a value; absent where there
 *     is nothing to mend, or no one way to
 */
public record Check(
        Subject subject,
        String about,
        Status status,
        String detail,
        @Nullable String fix) {

    /** What came of it. */
    public enum Status {
        PASSED,
        FAILED,
        /** Works, or may work, and deserves a look. */
        WARNING,
        /** Not tried, or not to be known; the detail says why. */
        SKIPPED
    }

    /** Stable, for programs: {@code table}, {@code column:Pressure}. */
    public String name() {
        return about.isEmpty() ? subject.key() : subject.key() + ":" + about;
    }
}
