package io.adxstage.spool;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in memory that the disk has not taken yet, and who waits for it. Not thread-safe. */
public final class Waiting {

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final List<Runnable> durable = new ArrayList<>();
    private final Marks.Builder marks = new Marks.Builder();
    private long rows;

    /** @param told run once, by the committer, when everything up to here is on disk */
    public void add(Runnable told) {
        durable.add(told);
    }

    void add(byte[] more, int count, Runnable told) {
        lines.writeBytes(more);
        rows += count;
        durable.add(told);
    }

    void mark(long sequence, Mark mark) {
        marks.add(sequence, mark);
    }

    void addAll(Waiting other) {
        lines.writeBytes(other.lines.toByteArray());
        rows += other.rows;
        durable.addAll(other.durable);
        marks.addAll(other.marks);
    }

    boolean isEmpty() {
        return durable.isEmpty();
    }

    int bytes() {
        return lines.size();
    }

    byte[] lines() {
        return lines.toByteArray();
    }

    long rows() {
        return rows;
    }

    @Nullable
    Marks marks() {
        return marks.build();
    }

    List<Runnable> durable() {
        return durable;
    }
}
