package io.adxstage.adx;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is in hand of a batch that the cluster's queue took: enough to ask later, also after a restart, what came of it. It
 * holds no secret: a signature for the table is asked for anew.
 *
 * @param upload of this sending: a batch that is sent again has another one
 * @param table where the cluster reports on it, a URL; absent where it was not asked to
 */
record Receipt(UUID upload, @Nullable String table) {

    private static final JsonMapper JSON = JsonMapper.shared();

    String text() {
        return JSON.writeValueAsString(this);
    }

    /** Nothing where there is none that can be read. */
    static @Nullable Receipt read(@Nullable String text) {
        try {
            return text == null ? null : JSON.readValue(text, Receipt.class);
        } catch (JacksonException unreadable) {
            return null;
        }
    }

    /** The name under which a sending of a batch is uploaded. */
    static String blob(UUID batch, UUID upload) {
        return "adx-stage__" + batch + "__" + upload + ".json.gz";
    }
}
