package io.adxstage.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The spool against a model of it: any order of rows, seals, sendings, acceptances, rejections, ends and crashes, crashes with
 * a write cut off in the middle among them. What was acknowledged is there exactly once, in order, until it was taken; what was
 * accepted is known until it arrived, its rows until they had to make room; nothing else is.
 */
class SpoolModelTests {

    private enum Kind {
        ROWS,
        SEAL,
        SEND,
        TAKE,
        TAKE_AND_CRASH,
        ACCEPT,
        REJECT,
        ARRIVE,
        RELEASE,
        CRASH,
        CRASH_IN_A_WRITE,
        CRASH_IN_A_SEAL
    }

    private record Step(Kind kind, int size) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(6, Arbitraries.just(Kind.ROWS)),
                                net.jqwik.api.Tuple.of(4, Arbitraries.of(Kind.class))),
                        Arbitraries.integers().between(1, 40))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    @Property(tries = 80)
    void whatWasAcknowledgedIsThereOnceUntilItIsTaken(@ForAll("steps") List<Step> steps) throws Exception {
        Path dir = Files.createTempDirectory("model");
        try (Committer committer = new Committer(Folders.NEVER)) {
            Machine machine = new Machine(dir, committer);
            for (Step step : steps) {
                machine.step(step);
                machine.check();
            }
            machine.crash();
            machine.check();
        } finally {
            FileSystemUtils.deleteRecursively(dir);
        }
    }

    /** A sealed batch and what the model knows of it. */
    private record Leaving(SealedBatch batch, List<Integer> rows, boolean wasSent, boolean hasFile) {}

    private static final class Machine {
        private final Path dir;
        private final Committer committer;
        private final List<Leaving> leaving = new ArrayList<>();
        private final List<Leaving> accepted = new ArrayList<>();
        private List<Integer> open = new ArrayList<>();
        private int next;
        private int lastMark;
        private StageSpool spool;
        private @Nullable OpenBatch batch;

        Machine(Path dir, Committer committer) {
            this.dir = dir;
            this.committer = committer;
            this.spool = Folders.stage(dir, committer);
        }

        void step(Step step) throws Exception {
            switch (step.kind()) {
                case ROWS -> append(step.size());
                case SEAL -> seal();
                case SEND -> send();
                case TAKE -> take(false);
                case TAKE_AND_CRASH -> {
                    take(true);
                    crash();
                }
                case ACCEPT -> accept();
                case REJECT -> reject();
                case ARRIVE -> arrive();
                case RELEASE -> release();
                case CRASH -> crash();
                case CRASH_IN_A_WRITE -> crashInAWrite(step.size());
                case CRASH_IN_A_SEAL -> crashInASeal(step.size());
            }
        }

        private void append(int rows) throws InterruptedException {
            if (batch == null) {
                batch = spool.open("label");
            }
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < rows; i++) {
                open.add(next);
                lines.append("{\"n\":").append(next++).append("}\n");
            }
            CountDownLatch told = new CountDownLatch(1);
            lastMark = next;
            batch.append(
                    List.of(lines.toString().getBytes(StandardCharsets.UTF_8)),
                    rows,
                    List.of(new Mark(7, lastMark)),
                    told::countDown);
            told.await();
        }

        private void seal() {
            if (batch != null) {
                leaving.add(new Leaving(batch.seal(), open, false, true));
                batch = null;
                open = new ArrayList<>();
            }
        }

        private void send() {
            for (int i = 0; i < leaving.size(); i++) {
                Leaving one = leaving.get(i);
                one.batch().sending(true);
                leaving.set(i, new Leaving(one.batch(), one.rows(), true, one.hasFile()));
            }
        }

        private void take(boolean filesStay) {
            if (!leaving.isEmpty()) {
                Leaving one = leaving.removeFirst();
                one.batch().done(End.TAKEN, Instant.now());
                if (!filesStay) {
                    one.batch().delete();
                }
            }
        }

        private void accept() {
            if (!leaving.isEmpty()) {
                Leaving one = leaving.removeFirst();
                one.batch().accepted("receipt of " + one.batch().id());
                // What was under way is answered.
                accepted.add(new Leaving(one.batch(), one.rows(), one.batch().mayHaveArrived(), one.hasFile()));
            }
        }

        private void reject() {
            if (!accepted.isEmpty()) {
                Leaving one = accepted.removeFirst();
                one.batch().rejected("no such table", false);
                leaving.add(one);
                leaving.sort(Comparator.comparing(before -> before.batch().createdAt()));
            }
        }

        private void arrive() {
            if (!accepted.isEmpty()) {
                Leaving one = accepted.removeFirst();
                one.batch().done(End.ARRIVED, Instant.now());
                one.batch().delete();
            }
        }

        private void release() {
            for (int i = 0; i < accepted.size(); i++) {
                Leaving one = accepted.get(i);
                assertThat(one.batch().release())
                        .isEqualTo(one.hasFile() ? one.batch().bytes() : 0);
                accepted.set(i, new Leaving(one.batch(), one.rows(), one.wasSent(), false));
            }
        }

        /** Forgets everything but the files. */
        void crash() {
            spool = Folders.stage(dir, committer);
            Recovered found = spool.recover();
            found.settled().forEach(one -> spool.forget(one.id().toString()));
            assertThat(found.open()).hasSize(batch == null ? 0 : 1);
            batch = found.open().isEmpty() ? null : found.open().getFirst();
            isBack(found.sealed(), leaving);
            isBack(found.accepted(), accepted);
            found.sealed().forEach(one -> assertThat(one.acceptedAt()).isNull());
            found.accepted().forEach(one -> assertThat(one.receipt()).isEqualTo("receipt of " + one.id()));
            if (lastMark > 0) {
                assertThat(spool.redeliveries().hold(new Mark(7, lastMark))).isTrue();
                assertThat(spool.redeliveries().hold(new Mark(7, lastMark + 1))).isFalse();
            }
        }

        private static void isBack(List<SealedBatch> found, List<Leaving> known) {
            assertThat(found).hasSize(known.size());
            for (int i = 0; i < known.size(); i++) {
                SealedBatch back = found.get(i);
                Leaving before = known.get(i);
                assertThat(back.id()).isEqualTo(before.batch().id());
                assertThat(back.mayHaveArrived()).isEqualTo(before.wasSent());
                assertThat(back.isFailed()).isEqualTo(before.batch().isFailed());
                known.set(i, new Leaving(back, before.rows(), before.wasSent(), before.hasFile()));
            }
        }

        /** A commit that came as far as some bytes of data, or to the middle of its line. */
        private void crashInAWrite(int size) throws IOException {
            if (batch != null) {
                BatchFiles files = new BatchFiles(dir, batch.id());
                byte[] garbage = new byte[size];
                new Random(size).nextBytes(garbage);
                Files.write(files.data(), garbage, StandardOpenOption.APPEND);
                if (size % 2 == 0) {
                    String line = "0a1b2c3d {\"entry\":\"committed\",\"offset\":123,\"fileCrc\":1,\"rows\":9}";
                    Files.writeString(
                            files.journal(),
                            line.substring(0, Math.min(size, line.length())),
                            StandardOpenOption.APPEND);
                }
            }
            crash();
        }

        /** The trailer is written, in part or in whole, and the line that says so is not. */
        private void crashInASeal(int size) throws IOException {
            if (batch != null) {
                BatchFiles files = new BatchFiles(dir, batch.id());
                try (RandomAccessFile data = new RandomAccessFile(files.data().toFile(), "rw")) {
                    data.seek(data.length());
                    data.write(GzipMember.trailer(1, 1), 0, Math.min(size, 10));
                }
            }
            crash();
        }

        void check() throws IOException {
            check(leaving);
            check(accepted);
            if (batch != null) {
                assertThat(batch.durableRows()).isEqualTo(open.size());
                Path copy = Files.createTempDirectory("look");
                try {
                    Folders.copy(dir, copy);
                    OpenBatch seen =
                            Folders.stage(copy, committer).recover().open().getFirst();
                    assertThat(Folders.lines(seen.seal().file())).isEqualTo(lines(open));
                } finally {
                    FileSystemUtils.deleteRecursively(copy);
                }
            }
            assertThat(spool.quarantined()).isEmpty();
        }

        private static void check(List<Leaving> batches) throws IOException {
            for (Leaving one : batches) {
                assertThat(one.batch().hasFile()).isEqualTo(one.hasFile());
                if (one.hasFile()) {
                    assertThat(Folders.lines(one.batch().file())).isEqualTo(lines(one.rows()));
                }
                assertThat(one.batch().rows()).isEqualTo(one.rows().size());
            }
        }

        private static List<String> lines(List<Integer> rows) {
            return rows.stream().map(n -> "{\"n\":" + n + "}").toList();
        }
    }
}
