package io.adxstage.stage;

import java.util.List;

/** How a payload is encoded. */
public sealed interface Format {

    record Json() implements Format {}

    /** The payload is a string where it is UTF-8, else {@code base64::...}. */
    record Raw() implements Format {}

    /** One record a line. */
    record Csv(boolean header, List<CsvColumn> columns, char delimiter) implements Format {
        public Csv {
            columns = List.copyOf(columns);
        }
    }

    record MessagePack() implements Format {}

    record Cbor() implements Format {}

    /** A column of a CSV payload and the path its value gets in the record. */
    record CsvColumn(String name, CsvType type, Path path) {}

    /** The JSON kind a CSV value becomes. */
    enum CsvType {
        STRING,
        INTEGER,
        FLOAT,
        BOOLEAN
    }
}
