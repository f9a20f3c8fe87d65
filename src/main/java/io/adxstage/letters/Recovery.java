package io.adxstage.letters;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Finds what an earlier run left, also one that was killed. */
final class Recovery {

    private final Path folder;
    private final Disk disk;

    Recovery(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
    }

    /** @param fresh the number of the first letter where there was none before, later than any of the past */
    Shelf recover(long fresh) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Shelf(List.of(), fresh, fresh, 0, 0);
        }
        List<Segment> segments = segments();
        Front front = Front.read(folder);
        long first =
                front == null ? segments.isEmpty() ? fresh : segments.getFirst().base() : front.front();
        if (!segments.isEmpty() && segments.getFirst().base() > first) {
            first = segments.getFirst().base();
        }
        long end =
                segments.isEmpty() ? first : Math.max(first, segments.getLast().end());
        Shelf shelf = new Shelf(
                segments, first, end, front == null ? 0 : front.dropped(), front == null ? 0 : front.deleted());
        // What the last run could not delete any more.
        Shelf kept = shelf.from(first, shelf.dropped(), shelf.deleted());
        for (Segment gone : segments) {
            if (!kept.segments().contains(gone)) {
                disk.delete(gone.data());
                disk.delete(gone.index());
            }
        }
        return kept;
    }

    private List<Segment> segments() throws IOException {
        List<String> names = names();
        List<Long> bases = names.stream()
                .filter(name -> name.endsWith(Segment.DATA))
                .map(Recovery::number)
                .toList();
        for (String name : names) {
            boolean isOrphan = name.endsWith(Segment.INDEX) && !bases.contains(number(name));
            if (isOrphan || name.endsWith(".tmp")) {
                disk.delete(folder.resolve(name));
            }
        }
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < bases.size(); i++) {
            segments.add(segment(bases.get(i), i + 1 < bases.size() ? bases.get(i + 1) : null));
        }
        return segments;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches("[0-9a-f]{16}\\..*") || name.endsWith(".tmp"))
                    .sorted()
                    .toList();
        }
    }

    private static long number(String name) {
        return HexFormat.fromHexDigitsToLong(name, 0, 16);
    }

    /** @param next where the segment behind begins, which says how many letters this one has; absent for the last */
    private Segment segment(long base, @Nullable Long next) throws IOException {
        Segment found = new Segment(folder, base, Long.MAX_VALUE - base, 0);
        if (!Files.exists(found.index())) {
            disk.create(found.index());
            disk.write(found.index(), 0, index(found.data()));
        }
        long size = Files.size(found.data());
        if (next != null) {
            return new Segment(folder, base, next - base, size);
        }
        long entries = Files.size(found.index()) / Entry.BYTES;
        Entry last = null;
        while (entries > 0 && last == null) {
            Entry entry = found.entries(base + entries - 1, base + entries).getFirst();
            last = entry.isBlank() ? null : entry;
            entries -= last == null ? 1 : 0;
        }
        long bytes = last == null ? 0 : last.isWithin(size) ? last.offset() + last.length() : size;
        disk.truncate(found.index(), entries * Entry.BYTES);
        disk.truncate(found.data(), bytes);
        return new Segment(folder, base, entries, bytes);
    }

    /** An index made of the lines; of a torn last line none, because it was never acknowledged. */
    private static List<byte[]> index(Path data) throws IOException {
        ByteArrayOutputStream index = new ByteArrayOutputStream();
        long now = System.currentTimeMillis();
        try (InputStream in = new BufferedInputStream(new FileInputStream(data.toFile()), 1 << 16)) {
            CRC32C crc = new CRC32C();
            long start = 0;
            long at = 0;
            for (int b = in.read(); b >= 0; b = in.read()) {
                crc.update(b);
                at++;
                if (b == '\n') {
                    index.writeBytes(new Entry(start, (int) (at - start), (int) crc.getValue(), now).bytes());
                    start = at;
                    crc.reset();
                }
            }
        }
        return List.of(index.toByteArray());
    }

    /** Takes up the single file that earlier versions kept: it becomes a segment as it is. */
    Shelf takeUp(Path single, Shelf shelf, long fresh) throws IOException {
        if (!Files.exists(single)) {
            return shelf;
        }
        disk.createFolder(folder);
        Segment segment = new Segment(folder, Math.max(shelf.end(), shelf.count() == 0 ? fresh : 0), 0, 0);
        List<byte[]> index = index(single);
        disk.create(segment.index());
        disk.write(segment.index(), 0, index);
        if (shelf.count() == 0) {
            // Nothing is before it, so the front goes to where it begins.
            new Front(segment.base(), shelf.dropped(), shelf.deleted()).write(folder, disk);
            shelf = new Shelf(List.of(), segment.base(), segment.base(), shelf.dropped(), shelf.deleted());
        }
        disk.move(single, segment.data());
        return shelf.with(segment(segment.base(), null));
    }
}
