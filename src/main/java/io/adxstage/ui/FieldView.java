package io.adxstage.ui;

import io.adxstage.stage.Secret;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A field as the template sees it.
 *
 * @param text key of its texts in the messages: {@code .label}, {@code .hint}, {@code .option.*}
 * @param value what stands in it, secrets masked
 * @param kept whether it holds something that the document has, so that it is never hidden
 * @param used whether the kind that is chosen now uses it
 */
record FieldView(
        String id,
        String name,
        String text,
        Field field,
        String value,
        boolean kept,
        boolean used,
        List<Finding> findings) {

    FieldView {
        findings = List.copyOf(findings);
    }

    /** {@code select}, {@code area}, {@code secret}, {@code set} or {@code line}. A line cannot hold a line end. */
    public String control() {
        if (!field.choices().isEmpty()) {
            return "select";
        }
        if (isSet()) {
            return "set";
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

    /** Whether it holds a secret that nobody is shown: it can be replaced, and is kept where nothing is typed. */
    public boolean isSet() {
        return field.secret() && value.equals(Secret.MASK);
    }

    /** Whether a new secret has several lines. */
    public boolean isLong() {
        return field.shape() == Shape.AREA;
    }

    /** Whether a document is whole without it, so that a stored one may be taken away. */
    public boolean isOptional() {
        return field.key().equals("password");
    }

    public boolean hasChoices() {
        return !field.choices().isEmpty();
    }

    /** What counts where nothing is typed; empty where the hint says it. */
    public String fallback() {
        return field.fallback();
    }

    /** Whether something else than the default stands in it, and is in use. */
    public boolean special() {
        return !hidden() && !value.isEmpty() && !value.equals(field.fallback());
    }

    /** Whether its value is too long, or too secret, for a summary of what is set. */
    public boolean isUntold() {
        return isSet() || value.length() > 60 || value.contains("\n");
    }

    /** Whether it is not shown: the kind that is chosen has no use for it, and it holds nothing. */
    public boolean hidden() {
        return !used && !kept;
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

    /** The ids of hint and findings; findings may come while somebody types. */
    public String describedBy() {
        return id + "-hint " + id + "-problems";
    }
}
