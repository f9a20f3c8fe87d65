package io.adxstage.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two files of a batch: the data in upload format, and the journal beside it. */
record BatchFiles(Path folder, String id) {

    static final String DATA = ".json.gz";
    static final String JOURNAL = ".journal";

    Path data() {
        return folder.resolve(id + DATA);
    }

    Path journal() {
        return folder.resolve(id + JOURNAL);
    }

    /** Bytes of both. */
    long size() throws IOException {
        return size(data()) + size(journal());
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** The journal goes last: a journal without data is known to be spent. */
    void delete() throws IOException {
        Files.deleteIfExists(data());
        Files.deleteIfExists(journal());
        Files.deleteIfExists(DurableFile.next(journal()));
        Disk.syncFolder(folder);
    }
}
