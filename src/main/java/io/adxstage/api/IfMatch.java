package io.adxstage.api;

import io.adxstage.store.StoredStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The precondition of a change, RFC 9110 section 13.1.1: a stage's ETag is its version in quotes. */
final class IfMatch {

    private static final String TAG = "(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"";
    private static final Pattern TAGS = Pattern.compile("\\s*" + TAG + "(\\s*,\\s*" + TAG + ")*\\s*");

    private IfMatch() {}

    static String etag(StoredStage stage) {
        return "\"" + stage.version() + "\"";
    }

    /**
     * The version a change is based on.
     *
     * @throws Refused 428 without the header, 400 where it is unreadable, 412 where it does not name the current version
     */
    static long required(@Nullable String header, StoredStage current) {
        if (header == null) {
            throw Refused.withoutVersion();
        }
        return optional(header, current);
    }

    /** Like {@link #required}, but without the header any version will do. */
    static long optional(@Nullable String header, StoredStage current) {
        if (header == null || header.strip().equals("*")) {
            return current.version();
        }
        if (!TAGS.matcher(header).matches()) {
            throw Refused.oddVersion();
        }
        // A weak tag never matches here (strong comparison): what looks alike is not enough to overwrite it.
        for (var tag : header.split(",")) {
            if (tag.strip().equals(etag(current))) {
                return current.version();
            }
        }
        throw Refused.stale(current);
    }
}
