package io.adxstage.store;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the store. Folders are bound as text: bound as a {@code Path}, a relative name like {@code db} would be
 * looked for on the class path first.
 *
 * @param dataDir folder of all that is kept on disk; here the database file and the key
 * @param stagesDir folder of stage files; absent: none
 * @param stagesPollInterval how often the folder of stage files is looked at; greater than zero
 */
@ConfigurationProperties("adx-stage")
record StoreSettings(
        @DefaultValue("./data") String dataDir,
        @Nullable String stagesDir,
        @DefaultValue("1s") Duration stagesPollInterval,
        @DefaultValue Secrets secrets) {

    StoreSettings {
        if (!stagesPollInterval.isPositive()) {
            throw new IllegalArgumentException("adx-stage.stages-poll-interval must be greater than zero, like 1s");
        }
    }

    Path dataFolder() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }

    @Nullable
    Path stagesFolder() {
        return stagesDir == null || stagesDir.isBlank()
                ? null
                : Path.of(stagesDir).toAbsolutePath().normalize();
    }

    /**
     * @param key base64 of 32 bytes, for the secrets in the database; absent or blank: made once and kept in the data
     *     folder. Checked where it is used, because a binding failure would print it.
     */
    record Secrets(@Nullable String key) {

        @Override
        public String toString() {
            return "Secrets[key " + (key == null ? "absent" : "present") + "]";
        }
    }
}
