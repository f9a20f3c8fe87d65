package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.spool.SealedBatch;
import io.adxstage.testing.FaultProxy.Kind;
import io.adxstage.testing.FaultProxy.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class IdempotentDeliveryTests {

    @TempDir
    Path dir;

    private Target target;

    @BeforeEach
    void start() throws Exception {
        target = new Target(dir, Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() throws Exception {
        target.close();
    }

    @Test
    void aTaggedBatchGivesItsRowsOnceHoweverOftenItIsSent() throws Exception {
        SealedBatch batch = target.batch(1);

        assertThat(target.send(batch, true)).isEqualTo(new Delivery.Accepted());
        assertThat(target.send(batch, true)).isEqualTo(new Delivery.Accepted());

        assertThat(target.rows()).isEqualTo(2);
    }

    /** A file that is deleted while somebody has it open keeps its space on the disk. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aBatchThatWasSentIsNotKeptOpen() throws Exception {
        SealedBatch batch = target.batch(1);
        target.send(batch, false);

        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.map(IdempotentDeliveryTests::target))
                    .noneMatch(file -> file.contains(batch.id().toString()));
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    @Test
    void withoutATagEachSendingGivesTheRows() throws Exception {
        SealedBatch batch = target.batch(1);

        target.send(batch, false);
        target.send(batch, false);

        assertThat(target.rows()).isEqualTo(4);
    }

    @Test
    void anotherBatchWithTheSameRowsIsAnotherBatch() throws Exception {
        target.send(target.batch(1), true);
        target.send(target.batch(1), true);

        assertThat(target.rows()).isEqualTo(4);
    }

    @Test
    void aTagDoesNotHelpWhereTheFirstSendingHadNone() throws Exception {
        SealedBatch batch = target.batch(1);

        target.send(batch, false);
        target.send(batch, true);

        assertThat(target.rows()).isEqualTo(4);
    }

    @Test
    void whenTheAnswerIsLostATaggedBatchIsSentAgainWithoutHarm() throws Exception {
        SealedBatch batch = target.batch(1);
        target.proxy.set(Kind.QUEUE, Mode.CUT_ANSWER);

        assertThat(target.send(batch, true))
                .isInstanceOfSatisfying(
                        Delivery.TryAgain.class,
                        again -> assertThat(again.mayHaveArrived()).isTrue());
        assertThat(target.proxy.requests(Kind.QUEUE)).isEqualTo(1);
        target.proxy.set(Mode.PASS);
        assertThat(target.send(batch, true)).isEqualTo(new Delivery.Accepted());

        assertThat(target.rows()).isEqualTo(2);
    }
}
