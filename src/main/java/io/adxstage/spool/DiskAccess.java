package io.adxstage.spool;

import java.io.IOException;
import java.nio.file.Path;

/** How the files of an open batch come about. Tests have disks that are full, fail, or forget what was not forced. */
interface DiskAccess {

    /** The disk as it is. */
    DiskAccess REAL = new DiskAccess() {
        @Override
        public DurableFile create(Path file) throws IOException {
            return DurableFile.create(file);
        }

        @Override
        public DurableFile open(Path file) throws IOException {
            return DurableFile.open(file);
        }
    };

    /** A new file. */
    DurableFile create(Path file) throws IOException;

    /** A file that is there. */
    DurableFile open(Path file) throws IOException;
}
