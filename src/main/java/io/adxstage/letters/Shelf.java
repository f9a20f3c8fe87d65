package io.adxstage.letters;

import java.util.List;

/**
 * What there is, at one instant. Letters are numbered as they come; a number is never used again.
 *
 * @param segments oldest first, without gaps
 * @param front number of the oldest letter
 * @param end number that the next letter gets
 * @param dropped how many the bounds took
 * @param deleted how many people did
 */
record Shelf(List<Segment> segments, long front, long end, long dropped, long deleted) {

    Shelf {
        segments = List.copyOf(segments);
    }

    long count() {
        return end - front;
    }

    long bytesOnDisk() {
        return segments.stream().mapToLong(Segment::bytesOnDisk).sum();
    }

    /** With letters added to the last segment, which this one takes the place of where it is there already. */
    Shelf with(Segment last) {
        List<Segment> before = segments.stream()
                .filter(segment -> segment.base() != last.base())
                .toList();
        return new Shelf(
                java.util.stream.Stream.concat(before.stream(), java.util.stream.Stream.of(last))
                        .toList(),
                front,
                last.end(),
                dropped,
                deleted);
    }

    Shelf from(long newFront, long nowDropped, long nowDeleted) {
        return new Shelf(
                segments.stream().filter(segment -> segment.end() > newFront).toList(),
                newFront,
                end,
                nowDropped,
                nowDeleted);
    }
}
