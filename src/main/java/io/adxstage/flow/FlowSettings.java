package io.adxstage.flow;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the running stages.
 *
 * @param dataDir the folder that everything is kept under; bound as text, because bound as a {@code Path} a
 *     relative name like {@code db} would be looked for on the class path first
 */
@ConfigurationProperties("adx-stage")
record FlowSettings(
        @DefaultValue("./data") String dataDir,
        @DefaultValue Adx adx) {

    Path dataFolder() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }

    /**
     * What is done about batches that a cluster accepted.
     *
     * @param keepAccepted how long their rows are kept while it is not known whether they arrived; 0 keeps none
     * @param arrivalAlarm after what time a batch that has not arrived is told as trouble, at the earliest: a table's
     *     batching policy may ask for more
     */
    record Adx(
            @DefaultValue("24h") Duration keepAccepted,
            @DefaultValue("15m") Duration arrivalAlarm) {

        /** The least time that an accepted batch is followed for, its rows kept or not. */
        private static final Duration LEAST = Duration.ofHours(24);

        public Adx {
            if (keepAccepted.isNegative()) {
                throw new IllegalArgumentException("adx-stage.adx.keep-accepted must be 0 or more, like 24h");
            }
            if (!arrivalAlarm.isPositive()) {
                throw new IllegalArgumentException("adx-stage.adx.arrival-alarm must be greater than zero, like 15m");
            }
        }

        /** How long it is tried to learn whether an accepted batch arrived. */
        Duration followed() {
            return keepAccepted.compareTo(LEAST) > 0 ? keepAccepted : LEAST;
        }
    }
}
