package io.adxstage.ui;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * One field of the form.
 *
 * @param name the keys of its value in the document, joined by dots; also the name of its parameter
 * @param secret never shown unless it is a reference
 * @param fallback what counts where nothing is typed, for people to see; empty where there is nothing to tell
 * @param choices what may be chosen; empty where anything may be typed
 * @param kinds the {@code type}s of its group that use it; empty: all of them
 */
record Field(String name, Shape shape, boolean secret, String fallback, List<String> choices, Set<String> kinds) {

    Field {
        choices = List.copyOf(choices);
        kinds = Set.copyOf(kinds);
    }

    static Field of(String name, Shape shape) {
        return new Field(
                name, shape, false, "", shape == Shape.SWITCH ? List.of("true", "false") : List.of(), Set.of());
    }

    Field kept() {
        return new Field(name, shape, true, fallback, choices, kinds);
    }

    Field otherwise(String value) {
        return new Field(name, shape, secret, value, choices, kinds);
    }

    Field among(String... values) {
        return new Field(name, shape, secret, fallback, List.of(values), kinds);
    }

    Field only(String... types) {
        return new Field(name, shape, secret, fallback, choices, Set.of(types));
    }

    JsonPointer pointer() {
        return JsonPointer.compile("/" + name.replace('.', '/'));
    }

    /** The group it belongs to by name, for instance {@code input.format}; empty at the top. */
    String group() {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    String key() {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    boolean usedBy(String type) {
        return kinds.isEmpty() || kinds.contains(type);
    }

    /** What stands in the field: the value, or for a choice what counts without one. */
    String show(JsonNode value) {
        String shown = plain(shape.show(value));
        return shown.isEmpty() && !choices.isEmpty() ? fallback : shown;
    }

    @Nullable
    JsonNode read(String typed) {
        return shape.read(typed);
    }

    /** Line ends as a browser sends them back would look like a change. */
    static String plain(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n');
    }
}
