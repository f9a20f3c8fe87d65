package io.adxstage.letters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the letters begin: what was taken from the front, and how much of it by the bounds or by hand. All in one file
 * that changes at once, so that no crash makes a letter both kept and dropped, or neither.
 *
 * @param front number of the oldest letter
 * @param dropped how many the bounds took
 * @param deleted how many people did; a file of an earlier version does not say
 */
record Front(long front, long dropped, long deleted) {

    private static final Logger log = LoggerFactory.getLogger(Front.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final String NAME = "front.json";

    static Path in(Path folder) {
        return folder.resolve(NAME);
    }

    /** Absent where nothing was ever taken. */
    static @Nullable Front read(Path folder) throws IOException {
        if (!Files.exists(in(folder))) {
            return null;
        }
        try {
            return JSON.readValue(Files.readAllBytes(in(folder)), Front.class);
        } catch (JacksonException damaged) {
            log.error(
                    "{} is damaged: all dead letters beside it are shown, and those dropped before are no longer counted",
                    in(folder));
            return null;
        }
    }

    void write(Path folder, Disk disk) throws IOException {
        disk.createFolder(folder);
        disk.replace(in(folder), JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8));
    }
}
