package io.adxstage.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows taken apart again, for a look at their values. */
public final class RowValues {

    private static final JsonDecoder JSON = new JsonDecoder();

    private RowValues() {}

    /** The values of each row by column, in the order of the columns. */
    public static List<Map<String, Value>> of(Rows.Lines lines) {
        List<Map<String, Value>> rows = new ArrayList<>();
        for (String line : new String(lines.bytes(), StandardCharsets.UTF_8).split("\n", -1)) {
            if (JSON.decode(line.getBytes(StandardCharsets.UTF_8))
                    instanceof Decoded.Payload(Value.Object(var members))) {
                rows.add(members);
            }
        }
        return rows;
    }
}
