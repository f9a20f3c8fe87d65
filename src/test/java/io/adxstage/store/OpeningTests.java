package io.adxstage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.NestedExceptionUtils;

/** What opening the store makes on the disk, and how it says that it cannot. */
class OpeningTests {

    @TempDir
    Path folder;

    @Test
    void theDataFolderAndTheKeyAreTheirOwnersAlone() throws IOException {
        try (var store = OpenStore.open(folder.resolve("data"))) {
            assertThat(store.stages().all()).isEmpty();
        }
        assertThat(rights(folder.resolve("data"))).isEqualTo("rwx------");
        assertThat(rights(folder.resolve("data").resolve("secret.key"))).isEqualTo("rw-------");
        try (var files = Files.list(folder.resolve("data"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("adx-stage.mv.db", "secret.key");
        }
    }

    @Test
    void theGeneratedKeyStaysTheSame() {
        var data = DataFolder.open(folder.resolve("data"));

        assertThat(SealKeys.load(null, data)).isEqualTo(SealKeys.load(" ", data));
    }

    @Test
    void anExistingFolderKeepsItsRights() throws IOException {
        var shared = Files.createDirectory(
                folder.resolve("data"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));

        DataFolder.open(shared);

        assertThat(rights(shared)).isEqualTo("rwxr-x---");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "c2hvcnQ=", "not base64 !"})
    void aConfiguredKeyOfAnotherLengthIsRefusedAtTheStartAndNotShown(String key) {
        var failure = catchThrowable(() -> OpenStore.open(folder.resolve("data"), "adx-stage.secrets.key=" + key)
                .close());

        var analysis = new StoreCannotOpenAnalyzer().analyze(failure);
        assertThat(analysis.getDescription()).isEqualTo("The setting adx-stage.secrets.key is not base64 of 32 bytes.");
        assertThat(analysis.getAction()).contains("openssl rand -base64 32");
        assertThat(NestedExceptionUtils.getMostSpecificCause(failure).getMessage())
                .doesNotContain(key);
    }

    @Test
    void aDamagedKeyFileIsRefusedAtTheStart() throws IOException {
        var data = DataFolder.open(folder.resolve("data"));
        Files.writeString(data.path().resolve("secret.key"), "damaged");

        assertThatExceptionOfType(StoreCannotOpen.class)
                .isThrownBy(() -> SealKeys.load(null, data))
                .withMessageContaining("secret.key does not hold base64 of 32 bytes")
                .withMessageNotContaining("damaged");
    }

    @Test
    void aDataFolderThatIsAFileIsRefusedAtTheStart() throws IOException {
        var file = Files.writeString(folder.resolve("data"), "");

        assertThatExceptionOfType(StoreCannotOpen.class)
                .isThrownBy(() -> DataFolder.open(file))
                .satisfies(e -> assertThat(e.mend()).contains("adx-stage.data-dir"));
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
