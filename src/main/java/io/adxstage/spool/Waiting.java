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

    void add(List<byte[]> more, int count, Runnable told) {
        more.forEach(lines::writeBytes);
        rows += count;
        durable.add(told);
    }

    /** @param sequence of the first; the others follow it */
    void mark(long sequence, List<Mark> more) {
        long next = sequence;
        for (Mark mark : more) {
            marks.add(next++, mark);
        }
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
