package io.adxstage.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.message.ApplicationMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LetterBoxTests {

    private static final Instant THEN = Instant.parse("2023-01-11T10:02:07.123Z");

    @TempDir
    Path dir;

    private Path file() {
        return dir.resolve("letters/s.jsonl");
    }

    private LetterBox box() {
        return new LetterBox(file());
    }

    private static ApplicationMessage message(byte[] payload) {
        return new ApplicationMessage(
                THEN,
                "a/b",
                1,
                7,
                true,
                new ApplicationMessage.Properties("r", "c", 1, new byte[] {1}, 5L),
                List.of(new ApplicationMessage.UserProperty("k", "v")),
                payload);
    }

    @Test
    void aLetterIsKeptAcrossARestart() {
        LetterBox box = box();
        box.add(message("{\n\u00e9".getBytes(UTF_8)), "no JSON");
        box.add(message(new byte[] {(byte) 0xff}), "no JSON either");

        assertThat(box().count()).isEqualTo(2);
        assertThat(box().page(0, 10)).isEqualTo(box.page(0, 10));
        List<Letter> items = box().page(0, 10).items();
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
        LetterBox box = box();
        for (int i = 0; i < 5; i++) {
            box.add(message(("" + i).getBytes(UTF_8)), "r");
        }
        assertThat(box.page(1, 2).items()).extracting(Letter::payload).containsExactly("1", "2");
        assertThat(box.page(4, 2).items()).hasSize(1);
        assertThat(box.page(5, 2).items()).isEmpty();
        assertThat(box.page(5, 2).total()).isEqualTo(5);
    }

    @Test
    void aTornLastLineIsNoLetterAndIsWrittenOver() throws Exception {
        box().add(message("1".getBytes(UTF_8)), "r");
        Files.write(file(), new byte[] {'{', '"', (byte) 0xc3}, StandardOpenOption.APPEND);

        LetterBox again = box();
        assertThat(again.count()).isOne();
        assertThat(again.page(0, 10).items()).hasSize(1);
        again.add(message("2".getBytes(UTF_8)), "r");
        assertThat(box().page(0, 10).items()).extracting(Letter::payload).containsExactly("1", "2");
    }

    @Test
    void aTornFirstLineIsNoLetterEither() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"id\"");

        assertThat(box().count()).isZero();
        assertThat(box().page(0, 10).items()).isEmpty();
    }

    @Test
    void aDamagedLetterHidesNoOther() throws Exception {
        LetterBox box = box();
        box.add(message("1".getBytes(UTF_8)), "r");
        Files.write(file(), new byte[] {(byte) 0xff, 'x', '\n'}, StandardOpenOption.APPEND);
        box = box();
        box.add(message("3".getBytes(UTF_8)), "r");

        assertThat(box.count()).isEqualTo(3);
        assertThat(box.page(0, 10).items()).hasSize(3);
        assertThat(box.page(0, 10).items().get(1).reason()).contains("damaged");
        assertThat(box.page(2, 10).items()).extracting(Letter::payload).containsExactly("3");
    }

    @Test
    void deletingEmptiesTheBox() {
        LetterBox box = box();
        box.add(message("1".getBytes(UTF_8)), "r");
        box.add(message("2".getBytes(UTF_8)), "r");

        assertThat(box.deleteAll()).isEqualTo(2);
        assertThat(box.count()).isZero();
        assertThat(box.deleteAll()).isZero();
        box.add(message("3".getBytes(UTF_8)), "r");
        assertThat(box().page(0, 10).items()).extracting(Letter::payload).containsExactly("3");
    }

    @Test
    void onlyTheOwnerCanRead() throws Exception {
        box().add(message(new byte[0]), "r");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void everyCallerGetsTheSameBox() {
        Letters letters = new Letters(new LettersSettings(dir.toString()));
        letters.of("s").add(message(new byte[0]), "r");

        assertThat(letters.of("s")).isSameAs(letters.of("s"));
        assertThat(letters.of("t").count()).isZero();
        assertThat(file()).exists();
    }
}
