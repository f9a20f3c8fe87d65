package io.adxstage.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.springframework.util.FileSystemUtils;

/** Rows in pieces of any size, a crash after some of them: what was acknowledged is there, in order, nothing twice. */
class CrashPropertyTests {

    @Property(tries = 60)
    void everythingAcknowledgedComesBackOnce(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 30) Integer> pieces,
            @ForAll @IntRange(max = 400) int garbage,
            @ForAll @IntRange(max = 60) int lineLost,
            @ForAll boolean isSealed)
            throws Exception {
        Path dir = Files.createTempDirectory("crash");
        try (Committer committer = new Committer(Folders.NEVER)) {
            OpenBatch batch = Folders.stage(dir.resolve("live"), committer).open("");
            int rows = 0;
            int rowsBefore = 0;
            for (int piece : pieces) {
                CountDownLatch told = new CountDownLatch(1);
                rowsBefore = rows;
                StringBuilder lines = new StringBuilder();
                for (int i = 0; i < piece; i++) {
                    lines.append("{\"n\":").append(rows++).append("}\n");
                }
                batch.append(
                        lines.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8), piece, told::countDown);
                told.await();
            }
            if (isSealed) {
                batch.seal();
            }
            Path crashed = Folders.copy(dir.resolve("live"), dir.resolve("crashed"));
            try (var data =
                    new RandomAccessFile(Folders.only(crashed, BatchFiles.DATA).toFile(), "rw")) {
                data.seek(data.length());
                data.write(new byte[garbage]);
            }
            try (var journal = new RandomAccessFile(
                    Folders.only(crashed, BatchFiles.JOURNAL).toFile(), "rw")) {
                journal.setLength(journal.length() - lineLost);
            }

            int expected = lineLost == 0 || isSealed ? rows : rowsBefore;
            for (int start = 0; start < 2; start++) {
                List<SealedBatch> found = Folders.recoverSealed(Folders.stage(crashed, committer));
                assertThat(found).hasSize(expected == 0 ? 0 : 1);
                if (expected > 0) {
                    assertThat(found.getFirst().rows()).isEqualTo(expected);
                    assertThat(Folders.lines(found.getFirst().file()))
                            .isEqualTo(IntStream.range(0, expected)
                                    .mapToObj(i -> "{\"n\":" + i + "}")
                                    .toList());
                }
            }
        } finally {
            FileSystemUtils.deleteRecursively(dir);
        }
    }
}
