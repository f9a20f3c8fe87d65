package io.adxstage.adx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a cluster answered to a command or a query. */
public sealed interface Answer {

    /** The primary result. */
    record Table(List<Row> rows) implements Answer {

        public Table {
            rows = List.copyOf(rows);
        }
    }

    /** Values by column name: {@code String}, {@code Number}, {@code Boolean}, JSON as text, or null. */
    record Row(Map<String, @Nullable Object> values) {

        public Row {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** As text; empty where there is nothing. */
        public String text(String column) {
            Object value = values.get(column);
            return value == null ? "" : value.toString();
        }
    }

    /**
     * There is no answer, or it is a refusal.
     *
     * @param sentence names the place, the cause and, where it is known, the mend
     * @param said what the cluster or the SDK said, without secrets
     */
    record Failed(Trouble trouble, String sentence, String said) implements Answer {}
}
