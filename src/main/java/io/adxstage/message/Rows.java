package io.adxstage.message;

/** What a message became. */
public sealed interface Rows {

    /**
     * Rows in upload format: one JSON object a line, a member for each column in the order of the columns.
     *
     * @param count 0 where the record is an empty array
     */
    record Lines(byte[] bytes, int count) implements Rows {

        @Override
        public String toString() {
            return "Lines[" + count + " rows, " + bytes.length + " bytes]";
        }
    }

    /**
     * The message cannot become rows.
     *
     * @param reason a sentence that says why
     */
    record None(String reason) implements Rows {}
}
