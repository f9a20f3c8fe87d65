package io.adxstage.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that secrets are sealed with, and those that still open older ones: who moves from the generated key to a
 * configured one need not enter every secret again.
 */
record SealKeys(SealKey current, List<SealKey> all) {

    /** Holds the generated key, base64, in the data folder. */
    static final String FILE = "secret.key";

    private static final Logger log = LoggerFactory.getLogger(SealKeys.class);

    Optional<SealKey> byId(String id) {
        return all.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    /** @param configured base64 of the key to use; absent or blank: that of the folder, made where there is none */
    static SealKeys load(@Nullable String configured, DataFolder folder) {
        if (configured == null || configured.isBlank()) {
            var kept = kept(folder).orElseGet(() -> generate(folder));
            return new SealKeys(kept, List.of(kept));
        }
        var current = SealKey.parse(configured)
                .orElseThrow(() -> new StoreCannotOpen(
                        "The setting adx-stage.secrets.key is not base64 of " + SealKey.LENGTH + " bytes.",
                        "Make a key with: openssl rand -base64 " + SealKey.LENGTH));
        return new SealKeys(
                current, kept(folder).map(kept -> List.of(current, kept)).orElseGet(() -> List.of(current)));
    }

    private static Optional<SealKey> kept(DataFolder folder) {
        var file = folder.path().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var key = SealKey.parse(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (key.isEmpty()) {
                throw new StoreCannotOpen(
                        "The key file " + file + " does not hold base64 of " + SealKey.LENGTH + " bytes.",
                        "Put the right file back from a backup. Where there is none, delete it: a new key is made,"
                                + " and the secrets of stored stages have to be entered again.");
            }
            return key;
        } catch (IOException e) {
            throw new StoreCannotOpen(
                    "The key file " + file + " cannot be read: " + e, "Let the user that runs the service read it.");
        }
    }

    private static SealKey generate(DataFolder folder) {
        var bytes = new byte[SealKey.LENGTH];
        new SecureRandom().nextBytes(bytes);
        var text = Base64.getEncoder().encodeToString(bytes);
        try {
            folder.writeForOwner(FILE, (text + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new StoreCannotOpen(
                    "The key file " + FILE + " cannot be written to " + folder.path() + ": " + e,
                    "Let the service write there, or set adx-stage.secrets.key.");
        }
        log.info(
                "Made a key for the secrets of stages: {}. Keep a copy where your backups are not.",
                folder.path().resolve(FILE));
        return SealKey.parse(text).orElseThrow();
    }
}
