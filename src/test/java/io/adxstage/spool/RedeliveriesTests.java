package io.adxstage.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedeliveriesTests {

    @TempDir
    Path dir;

    private final Committer committer = new Committer(Folders.NEVER);

    @AfterEach
    void close() {
        committer.close();
    }

    private StageSpool spool() {
        return Folders.stage(dir, committer);
    }

    /** Rows of a message each, on disk. */
    private void receive(OpenBatch batch, Mark... marks) {
        for (Mark mark : marks) {
            AtomicInteger told = new AtomicInteger();
            batch.append(List.of(Folders.row(1)), 1, List.of(mark), told::incrementAndGet);
            await().until(() -> told.get() == 1);
        }
    }

    @Test
    void theLatestMessageOfAnIdCounts() {
        Redeliveries some = spool().redeliveries();
        some.remember(List.of(new Mark(1, 10)));
        some.remember(List.of(new Mark(2, 20)));
        assertThat(some.hold(new Mark(1, 10))).isTrue();
        assertThat(some.hold(new Mark(1, 20))).isFalse();
        assertThat(some.hold(new Mark(3, 10))).isFalse();

        some.remember(List.of(new Mark(1, 11)));
        assertThat(some.hold(new Mark(1, 10))).isFalse();
        assertThat(some.hold(new Mark(1, 11))).isTrue();
    }

    @Test
    void everyIdIsKnown() throws Exception {
        Redeliveries some = spool().redeliveries();
        for (int id = 1; id <= 65_535; id++) {
            some.settled(new Mark(id, 3L * id));
        }
        some.save();

        Redeliveries next = spool().redeliveries();
        for (int id = 1; id <= 65_535; id++) {
            assertThat(next.hold(new Mark(id, 3L * id))).isTrue();
        }
    }

    @Test
    void aFileThatWasChangedIsNotTrusted() throws Exception {
        Redeliveries some = spool().redeliveries();
        some.settled(new Mark(5, 50));
        some.save();
        Path file = dir.resolve("redeliveries");
        byte[] bytes = java.nio.file.Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        java.nio.file.Files.write(file, bytes);

        assertThat(spool().redeliveries().hold(new Mark(5, 50))).isFalse();
        assertThat(spool().redeliveries().hold(new Mark(5, 51))).isFalse();
    }

    @Test
    void withoutTheSessionNoneCounts() {
        StageSpool spool = spool();
        OpenBatch batch = spool.open("");
        receive(batch, new Mark(1, 10));
        spool.redeliveries().forgetAll();
        assertThat(spool.redeliveries().hold(new Mark(1, 10))).isFalse();
        receive(batch, new Mark(2, 20));

        await().untilAsserted(() -> {
            StageSpool next = spool();
            next.recover();
            assertThat(next.redeliveries().hold(new Mark(1, 10))).isFalse();
            assertThat(next.redeliveries().hold(new Mark(2, 20))).isTrue();
        });
    }

    @Test
    void aCrashKeepsWhatIsOnDiskAndNothingElse() {
        StageSpool spool = spool();
        receive(spool.open(""), new Mark(1, 10), new Mark(2, 20));
        spool.redeliveries().remember(List.of(new Mark(3, 30)));

        StageSpool next = spool();
        next.recover();
        assertThat(next.redeliveries().hold(new Mark(1, 10))).isTrue();
        assertThat(next.redeliveries().hold(new Mark(2, 20))).isTrue();
        assertThat(next.redeliveries().hold(new Mark(3, 30))).isFalse();
    }

    @Test
    void marksOutliveTheirBatch() throws Exception {
        StageSpool spool = spool();
        OpenBatch batch = spool.open("");
        receive(batch, new Mark(1, 10), new Mark(2, 20));
        SealedBatch sealed = batch.seal();
        spool.redeliveries().remember(List.of(new Mark(3, 30)));
        sealed.done(End.TAKEN, Instant.now());
        sealed.delete();

        StageSpool next = spool();
        assertThat(next.recover().sealed()).isEmpty();
        assertThat(next.redeliveries().hold(new Mark(2, 20))).isTrue();
        assertThat(next.redeliveries().hold(new Mark(3, 30))).isFalse();

        receive(next.open(""), new Mark(1, 11));
        StageSpool third = spool();
        third.recover();
        assertThat(third.redeliveries().hold(new Mark(1, 10))).isFalse();
        assertThat(third.redeliveries().hold(new Mark(1, 11))).isTrue();
    }

    @Test
    void whatIsGivenUpBeforeItIsOnDiskIsForgotten() {
        StageSpool spool = spool();
        receive(spool.open(""), new Mark(1, 10));
        spool.redeliveries().remember(List.of(new Mark(2, 20)));
        spool.redeliveries().forgetWaiting();

        assertThat(spool.redeliveries().hold(new Mark(1, 10))).isTrue();
        assertThat(spool.redeliveries().hold(new Mark(2, 20))).isFalse();
    }

    @Test
    void whatIsSettledElsewhereIsSaved() {
        StageSpool spool = spool();
        Redeliveries some = spool.redeliveries();
        some.settled(new Mark(5, 50));

        await().until(() -> spool().redeliveries().hold(new Mark(5, 50)));
    }

    @Test
    void marksWithoutAnIdAreKnownByTheirFingerprintAlone() {
        Redeliveries some = spool().redeliveries();
        some.remember(List.of(new Mark(0, 1)));
        some.remember(List.of(new Mark(0, 2)));
        assertThat(some.hold(new Mark(0, 1))).isTrue();
        assertThat(some.hold(new Mark(0, 3))).isFalse();
    }

    @Test
    void manyMessagesDoNotPushOutMarksWithoutAnId() {
        Redeliveries some = spool().redeliveries();
        some.remember(List.of(new Mark(0, 7)));
        for (int id = 1; id <= 3000; id++) {
            some.remember(List.of(new Mark(id, id)));
        }
        assertThat(some.hold(new Mark(0, 7))).isTrue();
        for (int i = 0; i < 1024; i++) {
            some.remember(List.of(new Mark(0, 100 + i)));
        }
        assertThat(some.hold(new Mark(0, 7))).isFalse();
    }

    @Test
    void marksWithoutAnIdOutliveTheSession() throws Exception {
        StageSpool spool = spool();
        receive(spool.open(""), new Mark(0, 7));
        spool.redeliveries().settled(new Mark(0, 8));
        spool.redeliveries().forgetAll();
        assertThat(spool.redeliveries().hold(new Mark(0, 7))).isTrue();
        spool.redeliveries().save();

        StageSpool next = spool();
        next.recover();
        assertThat(next.redeliveries().hold(new Mark(0, 7))).isTrue();
        assertThat(next.redeliveries().hold(new Mark(0, 8))).isTrue();
    }

    @Test
    void whatLeftNothingToStoreTakesTheIdAllTheSame() throws Exception {
        StageSpool spool = spool();
        receive(spool.open(""), new Mark(1, 10));
        spool.redeliveries().passed(new Mark(1, 11));
        assertThat(spool.redeliveries().hold(new Mark(1, 10))).isFalse();
        spool.redeliveries().save();

        StageSpool next = spool();
        next.recover();
        assertThat(next.redeliveries().hold(new Mark(1, 10))).isFalse();
        assertThat(next.redeliveries().hold(new Mark(1, 11))).isTrue();
    }

    @Test
    void whatWaitsForAnotherPlaceIsKnownAtOnceAndSavedWhenItIsThere() throws Exception {
        Redeliveries some = spool().redeliveries();
        long sequence = some.rememberElsewhere(new Mark(5, 50));
        some.forgetWaiting();
        assertThat(some.hold(new Mark(5, 50))).isTrue();
        some.save();
        assertThat(spool().redeliveries().hold(new Mark(5, 50))).isFalse();

        some.durable(sequence, new Mark(5, 50));
        await().until(() -> spool().redeliveries().hold(new Mark(5, 50)));
    }

    @Test
    void whatGetsDurableLateTakesNoIdFromALaterMessage() {
        Redeliveries some = spool().redeliveries();
        long sequence = some.rememberElsewhere(new Mark(5, 50));
        some.forgetAll();
        some.remember(List.of(new Mark(5, 51)));
        some.durable(sequence, new Mark(5, 50));

        assertThat(some.hold(new Mark(5, 50))).isFalse();
        assertThat(some.hold(new Mark(5, 51))).isTrue();
    }

    @Test
    void aFileThatCannotBeReadCostsTheRecordOnly() throws Exception {
        java.nio.file.Files.writeString(dir.resolve("redeliveries"), "{");
        assertThat(spool().redeliveries().hold(new Mark(1, 1))).isFalse();
        assertThat(spool().recover().sealed()).isEmpty();
    }
}
