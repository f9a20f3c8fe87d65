package io.adxstage.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

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

    /** The journal goes last: a journal without data is known to be spent. */
    void delete() throws IOException {
        Files.deleteIfExists(data());
        Files.deleteIfExists(journal());
        Disk.syncFolder(folder);
    }

    /** Puts both aside, where nothing touches them and people find them. */
    void moveTo(Path other) throws IOException {
        Disk.ownFolder(other);
        BatchFiles there = new BatchFiles(other, id);
        for (var move : Map.of(data(), there.data(), journal(), there.journal()).entrySet()) {
            if (Files.exists(move.getKey())) {
                Files.move(move.getKey(), move.getValue(), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Disk.syncFolder(other);
        Disk.syncFolder(folder);
    }
}
