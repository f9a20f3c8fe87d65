package io.adxstage.stage;

/**
 * What is wrong (or doubtful) at one place of a document.
 *
 * @param pointer JSON Pointer (RFC 6901) of the value at fault
 * @param code stable, kebab-case
 * @param detail a sentence that says how to mend it; never shows a secret
 */
public record Problem(String pointer, String code, String detail) {

    /** The detail with its place before it, where it has one. */
    public String sentence() {
        return pointer.isEmpty() ? detail : pointer + ": " + detail;
    }
}
