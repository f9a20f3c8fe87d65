package io.adxstage.flow;

import io.adxstage.message.Misfit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Values of a column that did not fit it, since the stage started.
 *
 * @param type of the column as KQL names it; absent where the table has no such column
 * @param count values; with {@code onMismatch: convert} only those that could not be converted
 * @param example JSON of the first, cut at some 100 characters
 * @param effect what Azure Data Explorer makes of them: {@code null}, {@code cut} (a string over 1 MiB) or {@code dropped}
 *     (no such column)
 */
public record Mismatch(String column, @Nullable String type, long count, String example, String effect) {

    static Mismatch of(Misfit misfit) {
        return new Mismatch(
                misfit.column(),
                misfit.type() == null ? null : misfit.type().kusto(),
                misfit.count(),
                misfit.example(),
                misfit.effect().name().toLowerCase(Locale.ROOT));
    }
}
