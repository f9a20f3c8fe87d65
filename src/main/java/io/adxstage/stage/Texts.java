package io.adxstage.stage;

import io.adxstage.stage.shape.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The kinds of text in a stage. */
final class Texts {

    static final String ANY_LENGTH = "1ns";

    private static final String DURATION_PATTERN = "^([0-9]+(h|ms|us|\u00B5s|\u03BCs|ns|m|s))+$";
    private static final String PATH_PATTERN = pathPattern();

    private static final int MQTT_LONGEST = 65_535;

    private Texts() {}

    /** One line with something in it. */
    static Text line(int most) {
        return Text.of(1, most)
                .of(
                        "[^\\u0000-\\u001F\\u007F]*[^\\u0000-\\u001F\\u007F ][^\\u0000-\\u001F\\u007F]*",
                        "must be one line with more than spaces in it.");
    }

    /** https://learn.microsoft.com/kusto/query/schema-entities/entity-names. */
    static Text entityName() {
        return Text.of(1, 1024)
                .of("[\\p{L}\\p{N}_ .\\-]+", "may only have letters, digits, underscores, spaces, dots and dashes.");
    }

    static Text columnName() {
        return entityName().with((name, place, problems) -> {
            if (name.startsWith("__") || name.endsWith("__")) {
                problems.error(
                        place,
                        "reserved-name",
                        "begins or ends with two underscores; Azure Data Explorer keeps such names for itself.");
            }
        });
    }

    /** @param least and {@code most}: durations as the document would write them */
    static Text duration(String least, String most) {
        Duration shortest = Interval.parse(least).orElseThrow().duration();
        Duration longest = Interval.parse(most).orElseThrow().duration();
        return Text.of(1, 100).inSchema(DURATION_PATTERN).with((text, place, problems) -> {
            Duration duration = Interval.parse(text).map(Interval::duration).orElse(null);
            boolean tooFar = duration != null && (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0);
            if (tooFar || (duration == null && text.matches(DURATION_PATTERN))) {
                String range = least.equals(ANY_LENGTH) ? "longer than zero" : "at least " + least;
                problems.error(place, "duration-range", "must be " + range + " and at most " + most + ".");
            } else if (duration == null) {
                problems.error(
                        place,
                        "duration",
                        "is no duration. Write whole numbers with a unit (h, m, s, ms, us, ns), like 60s or 1m30s.");
            }
        });
    }

    static Text path() {
        return Text.of(1, Integer.MAX_VALUE).inSchema(PATH_PATTERN).with((text, place, problems) -> {
            if (PathParser.parse(text) instanceof PathParser.Failed failed) {
                problems.error(
                        place,
                        failed.indexTooLarge() ? "path-index" : "path",
                        "is no path: at character " + failed.position() + ", " + failed.reason() + ".");
            }
        });
    }

    static Text secret() {
        return Text.of(1, Integer.MAX_VALUE).with((text, place, problems) -> {
            if (text.equals(Secret.MASK)) {
                problems.error(
                        place,
                        "secret-required",
                        "is masked, and no stored value goes with it: the destination changed, or nothing is stored. Type"
                                + " the value again.");
            } else if (SecretText.looksLikeReference(text) && SecretText.reference(text) == null) {
                problems.error(
                        place,
                        "secret-reference",
                        "looks like a reference, but is none. Write ${env:NAME}, or ${file:name} with a path inside the"
                                + " secrets folder.");
            }
        });
    }

    /** A UTF-8 string of MQTT 5, section 1.5.4. */
    static Text mqtt() {
        return Text.of(1, MQTT_LONGEST)
                .of("[^\\u0000]+", "must not contain the NUL character.")
                .with((text, place, problems) -> {
                    if (text.getBytes(StandardCharsets.UTF_8).length > MQTT_LONGEST) {
                        problems.error(place, "utf8-length", "is longer than 65535 bytes of UTF-8.");
                    }
                });
    }

    static Text delimiter() {
        return Text.of(1, 1)
                .of(
                        "[\\t\\u0020\\u0021\\u0023-\\uD7FF\\uE000-\\uFFFF]",
                        "must be one character, and neither a double quote nor a line break.");
    }

    static Text pem() {
        return Text.of(1, Integer.MAX_VALUE)
                .of(
                        "[\\s\\S]*-----BEGIN CERTIFICATE-----[\\s\\S]+-----END CERTIFICATE-----[\\s\\S]*",
                        "must be PEM: one or more blocks from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.")
                .with((text, place, problems) -> {
                    if (text.contains("PRIVATE KEY-----")) {
                        problems.error(
                                place,
                                "private-key",
                                "contains a private key. Only the CA's certificate belongs here; it is shown to readers.");
                    }
                });
    }

    private static String pathPattern() {
        String quoted = "\"(?:[^\"\\\\]|\\\\[\"\\\\])*\"";
        String index = "\\[(?:" + quoted + "|-?[0-9]+)\\]";
        String segment = "(?:[a-zA-Z_][a-zA-Z0-9_]*|" + quoted + "|" + index + ")";
        return "^\\.(?:" + segment + "(?:\\." + segment + "|" + index + ")*)?$";
    }
}
