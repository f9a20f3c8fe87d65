package io.adxstage.message;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value in which a number keeps its exact text. */
public sealed interface Value {

    Value NULL = new Null();

    record Null() implements Value {}

    record Bool(boolean value) implements Value {}

    /** @param text the number as it was written, a legal JSON number */
    record Number(String text) implements Value {}

    record Text(String value) implements Value {}

    record Array(List<Value> elements) implements Value {}

    /** Members in the order they came; of a repeated key the last value. */
    record Object(Map<String, Value> members) implements Value {}

    /** A text where there is one, else {@link #NULL}. */
    static Value ofText(@Nullable String text) {
        return text == null ? NULL : new Text(text);
    }

    static Value ofNumber(long number) {
        return new Number(Long.toString(number));
    }
}
