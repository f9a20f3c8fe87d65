package io.adxstage.letters;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the dead letters.
 *
 * @param dataDir the folder that everything is kept under; bound as text, because bound as a {@code Path} a
 *     relative name like {@code db} would be looked for on the class path first
 * @param letters how much is kept, for each stage
 */
@ConfigurationProperties("adx-stage")
record LettersSettings(
        @DefaultValue("./data") String dataDir,
        @DefaultValue Bounds letters) {

    Path dataFolder() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }

    /**
     * What a stage keeps; where it is more, the oldest go first and are counted.
     *
     * @param maxSize bytes on disk, 1 MB at least
     * @param maxAge since they became dead letters; zero keeps them for ever
     */
    record Bounds(
            @DefaultValue("100MB") DataSize maxSize,
            @DefaultValue("30d") Duration maxAge) {

        public Bounds {
            if (maxSize.toBytes() < DataSize.ofMegabytes(1).toBytes()) {
                throw new IllegalArgumentException("adx-stage.letters.max-size must be 1MB at least, like 100MB");
            }
            if (maxAge.isNegative()) {
                throw new IllegalArgumentException(
                        "adx-stage.letters.max-age must be zero or more, like 30d; 0 keeps dead letters for ever");
            }
        }
    }
}
