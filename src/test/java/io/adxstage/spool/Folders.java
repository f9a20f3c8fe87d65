package io.adxstage.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.springframework.util.unit.DataSize;

/** What a test does with folders of batches: crashes are copies. */
final class Folders {

    static final SpoolSettings.Spool NEVER =
            new SpoolSettings.Spool(DataSize.ofGigabytes(1), SpoolSettings.Sync.NEVER, java.time.Duration.ofSeconds(1));

    /** One for all spools of a test run: thousands of them would each write and force a reserve of their own. */
    private static final Path RESERVE = reserve();

    private Folders() {}

    static Spool spool(Path dataDir) {
        return spool(dataDir, SpoolSettings.Sync.NEVER);
    }

    static Spool spool(Path dataDir, SpoolSettings.Sync sync) {
        return new Spool(new SpoolSettings(
                dataDir.toString(),
                new SpoolSettings.Spool(DataSize.ofGigabytes(1), sync, java.time.Duration.ofMillis(20))));
    }

    static StageSpool stage(Path folder, Committer committer) {
        return stage(folder, committer, DataSize.ofGigabytes(1));
    }

    static StageSpool stage(Path folder, Committer committer, DataSize limit) {
        return stage(folder, committer, limit, DiskAccess.REAL);
    }

    static StageSpool stage(Path folder, Committer committer, DiskAccess disk) {
        return stage(folder, committer, DataSize.ofGigabytes(1), disk);
    }

    private static StageSpool stage(Path folder, Committer committer, DataSize limit, DiskAccess disk) {
        try {
            return new StageSpool(folder, committer, new DiskRoom(RESERVE, limit), disk);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path reserve() {
        try {
            return Files.createTempDirectory("reserve");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What is found, the open batches sealed. */
    static List<SealedBatch> recoverSealed(StageSpool spool) {
        Recovered found = spool.recover();
        return Stream.concat(found.sealed().stream(), found.open().stream().map(OpenBatch::seal))
                .sorted(java.util.Comparator.comparing(SealedBatch::createdAt))
                .toList();
    }

    /** What a killed process leaves: the files as they are, in another place. */
    static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (Path file : files(from)) {
            if (Files.isRegularFile(file)) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    static Path only(Path folder, String ending) throws IOException {
        return files(folder).stream()
                .filter(file -> file.toString().endsWith(ending))
                .findFirst()
                .orElseThrow();
    }

    static List<String> lines(Path gzip) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }

    static byte[] row(int number) {
        return ("{\"n\":" + number + "}\n").getBytes(UTF_8);
    }
}
