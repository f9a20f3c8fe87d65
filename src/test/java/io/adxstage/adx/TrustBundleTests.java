package io.adxstage.adx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustBundleTests {

    @TempDir
    Path dir;

    @Test
    void whatIsNoBundleIsSaidByTheKey() throws Exception {
        says("cannot be read", dir.resolve("missing.pem"));
        says("holds no certificate", Files.writeString(dir.resolve("empty.pem"), ""));
        says("cannot be used", Files.writeString(dir.resolve("text.pem"), "no certificate"));
    }

    private static void says(String words, Path file) {
        assertThatExceptionOfType(TrustBundle.Unusable.class)
                .isThrownBy(() -> TrustBundle.read(file))
                .withMessageStartingWith("The file " + file + " of adx-stage.adx.trust-bundle " + words)
                .satisfies(unusable -> assertThat(
                                new TrustBundleAnalyzer().analyze(unusable).getAction())
                        .contains("adx-stage.adx.trust-bundle"));
    }
}
