package io.adxstage.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.adxstage.message.ApplicationMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

class LetterBoxTests {

    static final Instant THEN = Instant.parse("2023-01-11T10:02:07.123Z");

    @TempDir
    Path dir;

    private final FakeDisk disk = new FakeDisk();
    private Instant now = Instant.parse("2026-03-04T05:06:07Z");
    private DataSize maxSize = DataSize.ofMegabytes(100);
    private Letters letters;

    private LetterBox box() {
        if (letters == null) {
            letters = new Letters(
                    new LettersSettings(dir.toString(), new LettersSettings.Bounds(maxSize, Duration.ofDays(30))),
                    disk,
                    () -> now);
        }
        return letters.of("s");
    }

    private LetterBox afterRestart() {
        close();
        return box();
    }

    @AfterEach
    void close() {
        if (letters != null) {
            letters.close();
            letters = null;
        }
    }

    static ApplicationMessage message(byte[] payload) {
        return new ApplicationMessage(
                THEN,
                "a/b",
                1,
                7,
                true,
                new ApplicationMessage.Properties("r", "c", 1, new byte[] {1}, 5L),
                List.of(new ApplicationMessage.UserProperty("topic", "v")),
                payload);
    }

    static ApplicationMessage message(String payload) {
        return message(payload.getBytes(UTF_8));
    }

    private void add(int from, int to) {
        for (int i = from; i < to; i++) {
            box().add(message("" + i), "r");
        }
    }

    private List<String> payloads() {
        return box().page(0, 500).items().stream().map(Letter::payload).toList();
    }

    private Path only(String end) throws IOException {
        try (Stream<Path> files = Files.list(dir.resolve("letters/s"))) {
            return files.filter(file -> file.toString().endsWith(end))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aLetterIsKeptAcrossARestart() {
        box().add(message("{\n\u00e9"), "no JSON");
        box().add(message(new byte[] {(byte) 0xff}), "no JSON either");
        LetterPage before = box().page(0, 10);

        assertThat(afterRestart().count()).isEqualTo(2);
        assertThat(box().page(0, 10)).isEqualTo(before);
        List<Letter> items = before.items();
        assertThat(items.get(0))
                .usingRecursiveComparison()
                .ignoringFields("id")
                .isEqualTo(new Letter("", THEN, "a/b", "no JSON", "{\n\u00e9", "utf-8"));
        assertThat(items.get(1).payload()).isEqualTo("/w==");
        assertThat(items.get(1).encoding()).isEqualTo("base64");
        assertThat(items).extracting(Letter::id).doesNotHaveDuplicates();
    }

    @Test
    void lettersArePaged() {
        add(0, 5);
        assertThat(box().page(1, 2).items()).extracting(Letter::payload).containsExactly("1", "2");
        assertThat(box().page(4, 2).items()).hasSize(1);
        assertThat(box().page(5, 2).items()).isEmpty();
        assertThat(box().page(5, 2).total()).isEqualTo(5);
        assertThat(box().page(Integer.MAX_VALUE, 500).items()).isEmpty();
    }

    @Test
    void aFloodIsWrittenInFewSyncs() {
        AtomicInteger durable = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            box().add(message("{oops " + i), "The payload is no JSON.", durable::incrementAndGet);
        }
        await().until(() -> durable.get() == 10_000);
        assertThat(box().count()).isEqualTo(10_000);
        assertThat(disk.writes.get()).isLessThan(2_000);
        assertThat(afterRestart().page(9_999, 10).items())
                .extracting(Letter::payload)
                .containsExactly("{oops 9999");
    }

    @Test
    void whatTheDiskDoesNotTakeIsTriedAgainAndToldOnlyThen() {
        AtomicInteger durable = new AtomicInteger();
        disk.full = true;
        box().add(message("1"), "r", durable::incrementAndGet);
        await().until(() -> box().trouble() != null);
        assertThat(box().trouble()).isEqualTo("No space left on device");
        box().add(message("2"), "r", durable::incrementAndGet);
        assertThat(box().count()).isZero();
        assertThat(durable).hasValue(0);

        disk.full = false;
        await().until(() -> durable.get() == 2);
        await().until(() -> box().trouble() == null);
        assertThat(payloads()).containsExactly("1", "2");
    }

    @Test
    void whileTheDiskTakesNothingOnlySoMuchWaits() throws Exception {
        disk.full = true;
        CountDownLatch blocked = new CountDownLatch(1);
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger durable = new AtomicInteger();
        Thread flood = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 20; i++) {
                if (i == 13) {
                    blocked.countDown();
                }
                box().add(message(new byte[1_000_000]), "r", durable::incrementAndGet);
                taken.incrementAndGet();
            }
        });
        blocked.await();
        await().until(() -> flood.getState() == Thread.State.WAITING);
        // A payload is 4/3 of its size in base64.
        assertThat(taken).hasValue(13);

        disk.full = false;
        flood.join();
        await().until(() -> durable.get() == 20);
        assertThat(box().count()).isEqualTo(20);
    }

    @Test
    void whoeverWaitsForTheDiskIsFreedByTheShutdown() {
        disk.full = true;
        LetterBox box = box();
        Thread.ofPlatform().start(() -> {
            await().until(() -> box.trouble() != null);
            letters.close();
        });
        assertThatThrownBy(() -> box.add(message("1"), "r")).hasMessage("The dead letters are closed");
    }

    @Test
    void aReplayTakesFromTheFront() {
        add(0, 5);
        List<Kept> oldest = box().oldest(2);
        assertThat(oldest)
                .extracting(kept -> new String(kept.message().payload(), UTF_8))
                .containsExactly("0", "1");
        assertThat(oldest.getFirst().message()).usingRecursiveComparison().isEqualTo(message("0"));
        String last = oldest.getLast().id();
        assertThat(box().removeThrough(last)).isEqualTo(2);
        assertThat(box().removeThrough(last)).isZero();
        assertThat(box().count()).isEqualTo(3);
        assertThat(box().dropped()).isZero();
        assertThat(afterRestart().count()).isEqualTo(3);
        assertThat(payloads()).containsExactly("2", "3", "4");
    }

    @Test
    void anIdIsNeverUsedAgainSoThatALateReplayRemovesNothingElse() {
        add(0, 3);
        String last = box().oldest(3).getLast().id();
        box().deleteAll(0);
        add(3, 5);
        assertThat(box().removeThrough(last)).isZero();
        box().deleteAll(0);
        now = now.plusMillis(1);
        afterRestart();
        add(5, 6);
        assertThat(box().removeThrough(last)).isZero();
        assertThat(payloads()).containsExactly("5");
    }

    @Test
    void aReplayHoldsOnlySoMuch() {
        for (int i = 0; i < 5; i++) {
            box().add(message(new byte[3_000_000]), "r");
        }
        assertThat(box().oldest(100)).hasSize(2);
        box().add(message(new byte[20_000_000]), "r");
        assertThat(box().removeThrough(box().page(4, 1).items().getFirst().id()))
                .isEqualTo(5);
        assertThat(box().oldest(100)).hasSize(1);
    }

    @Test
    void whatIsTooMuchGoesOldestFirstAndIsCounted() {
        maxSize = DataSize.ofMegabytes(1);
        AtomicInteger durable = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            box().add(message("" + (char) (i + 'A') + "x".repeat(30_000)), "r", durable::incrementAndGet);
        }
        await().until(() -> durable.get() == 100);
        box().sweep();
        assertThat(box().dropped()).isPositive();
        assertThat(box().count() + box().dropped()).isEqualTo(100);
        assertThat(box().count()).isBetween(20L, 30L);
        assertThat(box().page((int) box().count() - 1, 1).items().getFirst().payload())
                .startsWith("" + (char) (99 + 'A'));
        long dropped = box().dropped();
        assertThat(afterRestart().dropped()).isEqualTo(dropped);
        assertThat(box().count() + dropped).isEqualTo(100);
    }

    @Test
    void aLetterLargerThanTheBoundTakesNoOtherWithIt() {
        maxSize = DataSize.ofMegabytes(1);
        add(0, 2);
        box().add(message(new byte[2_000_000]), "r");
        assertThat(payloads()).containsExactly("0", "1");
        assertThat(afterRestart().dropped()).isOne();
    }

    @Test
    void whatIsTooOldGoes() {
        add(0, 3);
        now = now.plus(Duration.ofDays(29));
        add(3, 5);
        box().sweep();
        assertThat(box().dropped()).isZero();
        now = now.plus(Duration.ofDays(2));
        box().sweep();
        assertThat(payloads()).containsExactly("3", "4");
        assertThat(box().dropped()).isEqualTo(3);
        now = now.plus(Duration.ofDays(40));
        box().sweep();
        assertThat(afterRestart().count()).isZero();
        assertThat(box().dropped()).isEqualTo(5);
        add(5, 6);
        assertThat(payloads()).containsExactly("5");
    }

    @Test
    void deletingEmptiesTheBoxAndCountsWhatWasInItInOneStep() throws Exception {
        add(0, 2);
        assertThat(box().deleteAll(0)).isEqualTo(2);
        assertThat(box().count()).isZero();
        assertThat(box().deleteAll(0)).isZero();
        assertThat(names(dir.resolve("letters/s"))).containsExactly("front.json");
        assertThat(afterRestart().deleted()).isEqualTo(2);
        add(3, 4);
        assertThat(afterRestart().page(0, 10).items())
                .extracting(Letter::payload)
                .containsExactly("3");
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void whatIsARowAlreadyIsNotCountedAsDeleted() {
        add(0, 3);
        assertThat(box().deleteAll(1)).isEqualTo(3);
        assertThat(box().deleted()).isEqualTo(2);
        assertThat(box().deleteAll(0)).isZero();
        assertThat(afterRestart().deleted()).isEqualTo(2);
    }

    @Test
    void aFrontOfAnEarlierVersionIsRead() throws Exception {
        add(0, 2);
        box().removeThrough(box().oldest(1).getFirst().id());
        close();
        Path front = dir.resolve("letters/s/front.json");
        Files.writeString(front, Files.readString(front).replaceFirst(",\"deleted\":0", ""));
        assertThat(Files.readString(front)).doesNotContain("deleted");
        assertThat(box().count()).isOne();
        assertThat(box().deleted()).isZero();
    }

    @Test
    void whoWaitsForTheLettersBeforeIsToldWhenTheyAreOnDisk() {
        List<String> told = new CopyOnWriteArrayList<>();
        box().whenDurable(() -> told.add("nothing to wait for"));
        assertThat(told).containsExactly("nothing to wait for");
        disk.full = true;
        box().add(message("0"), "r", () -> told.add("letter"));
        box().whenDurable(() -> told.add("who waits"));
        await().until(() -> box().trouble() != null);
        assertThat(told).hasSize(1);

        disk.full = false;
        await().until(() -> told.size() == 3);
        assertThat(told).containsExactly("nothing to wait for", "letter", "who waits");
        assertThat(payloads()).containsExactly("0");
    }

    @Test
    void whatWasDroppedStaysCountedUntilTheStageIsGone() {
        add(0, 2);
        now = now.plus(Duration.ofDays(40));
        box().sweep();
        add(2, 3);
        assertThat(box().deleteAll(0)).isOne();
        assertThat(afterRestart().dropped()).isEqualTo(2);
        letters.remove("s");
        assertThat(dir.resolve("letters/s")).doesNotExist();
        assertThat(box().dropped()).isZero();
    }

    @Test
    void aLongPayloadIsCutInTheListAndWholeInTheDownload() throws Exception {
        String text = "\u00e9".repeat(100_000);
        box().add(message("x" + text), "long");
        box().add(message(new byte[200_000]), "zeros");
        byte[] binary = new byte[200_000];
        java.util.Arrays.fill(binary, (byte) 0xff);
        box().add(message(binary), "binary");
        List<Letter> items = box().page(0, 10).items();
        assertThat(items).extracting(Letter::truncated).containsOnly(true);
        assertThat(items.getFirst().payload()).isEqualTo("x" + text.substring(0, 32_767));
        assertThat(items.get(2).encoding()).isEqualTo("base64");

        ByteArrayOutputStream file = new ByteArrayOutputStream();
        box().writeTo(file);
        List<Letter> whole = file.toString(UTF_8)
                .lines()
                .map(line -> JsonMapper.shared().readValue(line, Letter.class))
                .toList();
        assertThat(whole).extracting(Letter::reason).containsExactly("long", "zeros", "binary");
        assertThat(whole).extracting(Letter::truncated).containsOnly(false);
        assertThat(whole.getFirst().payload()).isEqualTo("x" + text);
        assertThat(whole)
                .extracting(Letter::id)
                .isEqualTo(items.stream().map(Letter::id).toList());
    }

    @Test
    void aSlowDownloadKeepsNobodyWaiting() throws Exception {
        add(0, 3);
        CountDownLatch half = new CountDownLatch(1);
        ByteArrayOutputStream file = new ByteArrayOutputStream() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                if (half.getCount() > 0) {
                    half.countDown();
                    box().add(message("3"), "r");
                    box().deleteAll(0);
                }
            }
        };
        box().writeTo(file);
        assertThat(file.toString(UTF_8).lines().toList()).isNotEmpty();
        assertThat(box().count()).isZero();
    }

    @Test
    void aLostConnectionEndsTheDownload() {
        add(0, 1);
        assertThatThrownBy(() -> box().writeTo(new java.io.OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("gone");
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    @Test
    void aDamagedLetterHidesNoOtherAndIsNeverTriedAgain() throws Exception {
        add(0, 4);
        close();
        Path file = only(".jsonl");
        byte[] bytes = Files.readAllBytes(file);
        int second = new String(bytes, UTF_8).indexOf('\n') + 1;
        bytes[second - 1] = 'x';
        bytes[second + 20] = '\n';
        Files.write(file, bytes);

        assertThat(box().count()).isEqualTo(4);
        assertThat(box().page(0, 10).items())
                .extracting(letter -> letter.reason().contains("damaged"))
                .containsExactly(true, true, false, false);
        assertThat(box().page(2, 10).items()).extracting(Letter::payload).containsExactly("2", "3");
        List<Kept> oldest = box().oldest(10);
        assertThat(oldest).hasSize(2);
        assertThat(box().removeThrough(oldest.getLast().id())).isEqualTo(2);
        assertThat(box().count()).isEqualTo(2);
        assertThat(box().oldest(10)).isEmpty();
        assertThat(box().page(0, 10).items()).allMatch(letter -> letter.reason().contains("damaged"));
        ByteArrayOutputStream download = new ByteArrayOutputStream();
        box().writeTo(download);
        assertThat(download.toString(UTF_8).lines()).hasSize(2);
    }

    @Test
    void theSingleFileOfAnEarlierVersionIsTakenUp() throws Exception {
        Files.createDirectories(dir.resolve("letters"));
        String line = "{\"id\":\"00191aa5ab5f0001\",\"message\":{\"packetId\":7,\"payload\":\"MQ==\",\"properties\":"
                + "{\"contentType\":null,\"correlationData\":\"AQ==\",\"messageExpiry\":5,\"payloadFormat\":1,"
                + "\"responseTopic\":\"r\"},\"qos\":1,\"received\":\"2023-01-11T10:02:07.123Z\",\"retain\":true,"
                + "\"topic\":\"a/b\",\"userProperties\":[{\"key\":\"k\",\"value\":\"v\"}]},\"reason\":\"r\"}\n";
        Files.writeString(dir.resolve("letters/s.jsonl"), line + "damaged\n" + line + "{\"torn\":");

        assertThat(box().count()).isEqualTo(3);
        assertThat(box().page(0, 10).items()).extracting(Letter::payload).containsExactly("1", "damaged\n", "1");
        assertThat(box().page(0, 1).items().getFirst().time()).isEqualTo(THEN);
        assertThat(box().oldest(10)).hasSize(2);
        assertThat(dir.resolve("letters/s.jsonl")).doesNotExist();
        box().add(message("2"), "r");
        assertThat(afterRestart().count()).isEqualTo(4);
        // A version before wrote again.
        close();
        Files.writeString(dir.resolve("letters/s.jsonl"), line);
        assertThat(payloads()).containsExactly("1", "damaged\n", "1", "2", "1");
        box().deleteAll(0);
        assertThat(names(dir.resolve("letters/s"))).containsExactly("front.json");
    }

    @Test
    void aLostIndexIsMadeAgain() throws Exception {
        add(0, 3);
        close();
        Files.delete(only(".index"));
        assertThat(payloads()).containsExactly("0", "1", "2");
    }

    @Test
    void onlyTheOwnerCanRead() throws Exception {
        add(0, 1);
        box().removeThrough(box().oldest(1).getFirst().id());
        add(1, 2);
        Path folder = dir.resolve("letters/s");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.getParent())))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void aHundredThousandLettersArePagedWithoutReadingThemAll() {
        AtomicInteger durable = new AtomicInteger();
        String payload = "x".repeat(100);
        for (int i = 0; i < 100_000; i++) {
            box().add(message(payload + i), "r", durable::incrementAndGet);
        }
        await().until(() -> durable.get() == 100_000);
        assertThat(afterRestart().count()).isEqualTo(100_000);
        assertThat(box().page(73_211, 1).items().getFirst().payload()).endsWith("x73211");
    }
}
