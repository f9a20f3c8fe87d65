package io.adxstage.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTests {

    @TempDir
    Path dir;

    @Test
    void aSecondSpoolOnTheSameFolderIsRefusedInASentence() throws Exception {
        try (Spool first = Folders.spool(dir)) {
            assertThat(first).isNotNull();
            assertThatExceptionOfType(SpoolInUse.class)
                    .isThrownBy(() -> Folders.spool(dir))
                    .satisfies(refused -> {
                        var analysis = new SpoolInUseAnalyzer().analyze(refused);
                        assertThat(analysis.getDescription()).contains("Another adx-stage", dir.toString());
                        assertThat(analysis.getAction()).contains("adx-stage.data-dir");
                    });
        }
        Folders.spool(dir).close();
    }

    @Test
    void stagesHaveFoldersOfTheirOwnThatCanBeDeleted() throws Exception {
        try (Spool spool = Folders.spool(dir)) {
            spool.stage("a").open("").append(Folders.row(0), 1, () -> {});
            spool.stage("b").open("").seal();
            spool.stage("b").delete();

            assertThat(Files.exists(dir.resolve("spool/a"))).isTrue();
            assertThat(Files.exists(dir.resolve("spool/b"))).isFalse();
        }
    }

    @Test
    void closingWritesWhatWaits() throws Exception {
        var told = new java.util.concurrent.atomic.AtomicInteger();
        Spool spool = Folders.spool(dir);
        OpenBatch batch = spool.stage("a").open("");
        for (int i = 0; i < 100; i++) {
            batch.append(Folders.row(i), 1, told::incrementAndGet);
        }
        spool.close();

        assertThat(told).hasValue(100);
        try (Spool next = Folders.spool(dir)) {
            assertThat(Folders.lines(
                            Folders.recoverSealed(next.stage("a")).getFirst().file()))
                    .isEqualTo(BatchTests.rows(100));
        }
    }
}
