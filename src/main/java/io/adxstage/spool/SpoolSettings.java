package io.adxstage.spool;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the spool.
 *
 * @param dataDir the folder that everything is kept under; bound as text, because bound as a {@code Path} a
 *     relative name like {@code db} would be looked for on the class path first
 */
@ConfigurationProperties("adx-stage")
record SpoolSettings(
        @DefaultValue("./data") String dataDir,
        @DefaultValue Spool spool) {

    Path dataFolder() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }

    /**
     * @param maxSize what all batches together may take of the disk; a stage that would need more pauses
     * @param sync when written rows are forced to the disk
     * @param syncInterval how often, where {@code sync} is {@code interval}
     */
    record Spool(
            @DefaultValue("10GB") DataSize maxSize,
            @DefaultValue("always") Sync sync,
            @DefaultValue("1s") Duration syncInterval) {

        public Spool {
            if (maxSize.toBytes() <= 0) {
                throw new IllegalArgumentException("adx-stage.spool.max-size must be greater than zero, like 10GB");
            }
            if (!syncInterval.isPositive()) {
                throw new IllegalArgumentException("adx-stage.spool.sync-interval must be greater than zero, like 1s");
            }
        }
    }

    /** What a power failure can take of what was acknowledged. A killed process takes nothing in any case. */
    enum Sync {
        /** Nothing. */
        ALWAYS,
        /** What came since the last sync. */
        INTERVAL,
        /** What the operating system had not written yet, some 30 seconds on Linux. */
        NEVER
    }
}
