package io.adxstage.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The folder of stage files, read afresh at every look: also right where Kubernetes swaps a symbolic link. */
record StageFolder(Path path) {

    static final String SUFFIX = ".json";

    /** As much as a request may have. */
    static final int MAX_BYTES = 1 << 20;

    /** Every visible {@code *.json} file by its name. */
    Look look() {
        var found = new TreeMap<String, FileText>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, StageFolder::isStageFile)) {
            for (var file : files) {
                try {
                    found.put(file.getFileName().toString(), read(file));
                } catch (NoSuchFileException goneMeanwhile) {
                    // Not there any more: the next look tells whether it stays so.
                }
            }
            return new Look.Found(found);
        } catch (IOException | DirectoryIteratorException e) {
            return new Look.Failed("The folder of stage files cannot be read: " + reason(e)
                    + ". Make it readable, or correct adx-stage.stages-dir. Stages taken from it before go on.");
        }
    }

    private static boolean isStageFile(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith(SUFFIX) && !name.startsWith(".") && !Files.isDirectory(file);
    }

    private static FileText read(Path file) throws NoSuchFileException {
        try (var stream = Files.newInputStream(file)) {
            var bytes = stream.readNBytes(MAX_BYTES + 1);
            var changed = Files.getLastModifiedTime(file).toInstant();
            return bytes.length > MAX_BYTES
                    ? new FileText.Unreadable("It is larger than 1 MiB. Make it smaller.")
                    : new FileText.Text(ByteBuffer.wrap(bytes), changed);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            return new FileText.Unreadable("It cannot be read: " + reason(e) + ". Let the service read it.");
        }
    }

    /** Many of these exceptions have the path as their whole message; their kind says what is the matter. */
    private static String reason(Exception e) {
        return e.getClass().getSimpleName().replace("Exception", "") + " (" + e.getMessage() + ")";
    }

    sealed interface Look {
        record Found(Map<String, FileText> files) implements Look {}

        record Failed(String reason) implements Look {}
    }

    sealed interface FileText {

        /** Whether the content is the same, whenever it was written. */
        boolean sameAs(FileText other);

        /** @param changed by the clock of the file system */
        record Text(ByteBuffer bytes, Instant changed) implements FileText {

            @Override
            public boolean sameAs(FileText other) {
                return other instanceof Text text && bytes.equals(text.bytes);
            }
        }

        record Unreadable(String reason) implements FileText {

            @Override
            public boolean sameAs(FileText other) {
                return equals(other);
            }
        }
    }
}
