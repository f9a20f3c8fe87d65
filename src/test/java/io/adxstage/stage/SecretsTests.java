package io.adxstage.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTests {

    @TempDir
    Path root;

    Path dir;
    Secrets secrets;

    @BeforeEach
    void aFolderOfSecrets() throws IOException {
        dir = Files.createDirectory(root.resolve("secrets"));
        Files.writeString(root.resolve("outside"), "hunter2");
        Map<String, String> environment =
                Map.of("ADX_STAGE_SECRET_A", "from env", "ADX_STAGE_SECRET_EMPTY", "", "HOME", "hunter2");
        secrets = new Secrets(new SecretsSettings(List.of("ADX_STAGE_SECRET_*"), dir), environment::get);
    }

    @Test
    void aLiteralIsItsOwnValue() {
        assertThat(secrets.value(new Secret.Literal("s3cret"))).isEqualTo("s3cret");
    }

    @Test
    void anAllowedVariableIsRead() {
        assertThat(secrets.value(new Secret.Environment("ADX_STAGE_SECRET_A"))).isEqualTo("from env");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HOME", "ADX_STAGE_SECRET_B", "ADX_STAGE_SECRET_EMPTY", "XADX_STAGE_SECRET_A"})
    void otherVariablesAreNot(String name) {
        assertThatExceptionOfType(SecretUnavailable.class)
                .isThrownBy(() -> secrets.value(new Secret.Environment(name)))
                .withMessageContaining("${env:" + name + "}")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void aFileIsReadWithoutItsLastLineBreak() throws IOException {
        Files.writeString(dir.resolve("unix"), " two\nlines \n");
        Files.writeString(dir.resolve("windows"), "value\r\n");
        Files.createDirectory(dir.resolve("broker"));
        Files.writeString(dir.resolve("broker/password"), "deep");

        assertThat(secrets.value(new Secret.InFile("unix"))).isEqualTo(" two\nlines ");
        assertThat(secrets.value(new Secret.InFile("windows"))).isEqualTo("value");
        assertThat(secrets.value(new Secret.InFile("broker/password"))).isEqualTo("deep");
    }

    @Test
    void linksInsideTheFolderAreFollowedAsKubernetesMakesThem() throws IOException {
        Path version = Files.createDirectory(dir.resolve("..2026_01_01"));
        Files.writeString(version.resolve("password"), "mounted");
        Files.createSymbolicLink(dir.resolve("..data"), Path.of("..2026_01_01"));
        Files.createSymbolicLink(dir.resolve("password"), Path.of("..data/password"));

        assertThat(secrets.value(new Secret.InFile("password"))).isEqualTo("mounted");
    }

    @Test
    void theFolderItselfMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), dir);
        Files.writeString(dir.resolve("a"), "value");

        assertThat(new Secrets(new SecretsSettings(List.of(), link)).value(new Secret.InFile("a")))
                .isEqualTo("value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing",
                "../outside",
                "link-out",
                "folder",
                "folder/../../outside",
                "empty",
                "binary",
                "a\u0000b"
            })
    void whatIsNoFileInsideTheFolderIsNot(String name) throws IOException {
        Files.createSymbolicLink(dir.resolve("link-out"), root.resolve("outside"));
        Files.createDirectory(dir.resolve("folder"));
        Files.writeString(dir.resolve("empty"), "\n");
        Files.write(dir.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatExceptionOfType(SecretUnavailable.class)
                .isThrownBy(() -> secrets.value(new Secret.InFile(name)))
                .withMessageContaining("${file:")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void anAbsolutePathLeadsNowhereToo() {
        assertThatExceptionOfType(SecretUnavailable.class)
                .isThrownBy(() ->
                        secrets.value(new Secret.InFile(root.resolve("outside").toString())));
    }

    @Test
    void aHugeFileIsNoSecret() throws IOException {
        Files.writeString(dir.resolve("huge"), "x".repeat(1024 * 1024 + 1));

        assertThatExceptionOfType(SecretUnavailable.class).isThrownBy(() -> secrets.value(new Secret.InFile("huge")));
    }

    @Test
    void theFingerprintChangesWithTheFileAndIsNotTheValue() throws IOException {
        Secret secret = new Secret.InFile("password");
        assertThat(secrets.fingerprint(secret)).isEqualTo(Secrets.UNAVAILABLE);

        Files.writeString(dir.resolve("password"), "one");
        String before = secrets.fingerprint(secret);
        assertThat(before).hasSize(64).doesNotContain("one").isEqualTo(secrets.fingerprint(new Secret.Literal("one")));

        Files.writeString(dir.resolve("password"), "two");
        assertThat(secrets.fingerprint(secret)).isNotEqualTo(before);
    }

    @Test
    void noSecretIsPrinted() {
        assertThat(new Secret.Literal("hunter2")).hasToString(Secret.MASK);
        assertThat(new Secret.Environment("A")).hasToString("${env:A}");
        assertThat(new Secret.InFile("a/b")).hasToString("${file:a/b}");
    }
}
