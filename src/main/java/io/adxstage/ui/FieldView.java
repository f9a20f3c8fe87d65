package io.adxstage.ui;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A field as the template sees it.
 *
 * @param text key of its texts in the messages: {@code .label}, {@code .hint}, {@code .option.*}
 * @param value what stands in it, secrets masked
 * @param kept whether it holds something that the document has, so that it is never hidden
 */
record FieldView(String id, String name, String text, Field field, String value, boolean kept, List<Finding> findings) {

    FieldView {
        findings = List.copyOf(findings);
    }

    /** {@code select}, {@code area}, {@code secret} or {@code line}. A line cannot hold a line end. */
    public String control() {
        if (!field.choices().isEmpty()) {
            return "select";
        }
        if (field.shape() == Shape.AREA || field.shape() == Shape.LINES || value.contains("\n")) {
            return "area";
        }
        return field.secret() && !value.startsWith("${") ? "secret" : "line";
    }

    /** A value that is not among the choices is offered all the same, as it is. */
    public boolean stray() {
        return !field.choices().contains(value);
    }

    public boolean wrong() {
        return findings.stream().anyMatch(finding -> !finding.warning());
    }

    /** What a browser is told to show before anything is typed. */
    public String placeholder() {
        return field.choices().isEmpty() ? field.fallback() : "";
    }

    /** A browser drops a line end that a text area starts with. */
    public String areaText() {
        return "\n" + value;
    }

    public int rows() {
        return Math.clamp(value.lines().count() + 1, 2, 12);
    }

    public String kinds() {
        return field.kinds().stream().sorted().collect(Collectors.joining(" "));
    }

    /** Whether it decides which fields of its group are used. */
    public boolean decides() {
        return StageFields.GROUPS.contains(field.group()) && field.key().equals("type");
    }

    /** The choice that decides whether this field is used; empty where none does. */
    public String decider() {
        return field.kinds().isEmpty() ? "" : field.group() + ".type";
    }

    /** The ids of hint and findings. */
    public String describedBy() {
        return findings.isEmpty() ? id + "-hint" : id + "-hint " + id + "-problems";
    }
}
