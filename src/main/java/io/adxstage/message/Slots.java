package io.adxstage.message;

import java.util.Arrays;

/** Where in a payload the values of columns are, record by record. Used again for the next message. */
final class Slots {

    private static final int MISSING = -1;

    private int columns;
    private int[] places = {};
    private int records;

    /** Begins a message, of whose records so many columns are wanted. */
    void start(int wanted) {
        columns = wanted;
        records = 0;
    }

    /** Forgets all records. */
    void clear() {
        records = 0;
    }

    /** Begins a record, in which every column is missing. */
    void begin() {
        int from = records * columns * 2;
        int to = from + columns * 2;
        if (to > places.length) {
            places = Arrays.copyOf(places, Math.max(to, places.length * 2));
        }
        Arrays.fill(places, from, to, MISSING);
        records++;
    }

    int records() {
        return records;
    }

    /** Forgets what was found for these columns of the last record: a repeated key replaces all that it had. */
    void forget(int[] some) {
        for (int column : some) {
            places[at(records - 1, column)] = MISSING;
        }
    }

    /** The value of these columns, in the last record, is from {@code start} to before {@code end}. */
    void found(int[] some, int start, int end) {
        for (int column : some) {
            int at = at(records - 1, column);
            places[at] = start;
            places[at + 1] = end;
        }
    }

    /** Where a value begins; negative where it is missing. */
    int start(int record, int column) {
        return places[at(record, column)];
    }

    int end(int record, int column) {
        return places[at(record, column) + 1];
    }

    private int at(int record, int column) {
        return (record * columns + column) * 2;
    }
}
