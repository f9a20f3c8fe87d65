package io.adxstage.ui;

import io.adxstage.stage.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * JSON text that cannot be read, safe to be shown: what stands behind the key of a secret is masked, and remembered so
 * that it is not asked for again.
 *
 * @param text with masks
 * @param hidden the secrets in the order of their masks
 */
record BrokenText(String text, List<Hidden> hidden) {

    /** @param value as it stood in the text, quotes and all; the mask itself where that was written */
    record Hidden(String key, String value) {
        @Override
        public String toString() {
            return "Hidden[" + key + "]";
        }
    }

    private static final String QUOTED_MASK = '"' + Secret.MASK + '"';

    /** Hides nothing: a reference, {@code null}, the empty text. */
    private static final Pattern PLAIN = Pattern.compile("\"\\$\\{(env|file):[^\"}\\s]*}\"|\"\"|null\\s*|");

    BrokenText {
        hidden = List.copyOf(hidden);
    }

    static BrokenText of(String typed) {
        var hidden = new ArrayList<Hidden>();
        String masked = replaced(typed, (span, value) -> {
            if (PLAIN.matcher(value).matches()) {
                return value;
            }
            hidden.add(new Hidden(span.key(), value));
            return QUOTED_MASK;
        });
        return new BrokenText(masked, hidden);
    }

    /**
     * The posted text with what was hidden put back in the place of its mask. Masks of a key are told apart by their
     * order; where their number changed they stay, and the value is asked for again.
     */
    String restore(String posted) {
        var values = hidden.stream().collect(Collectors.groupingBy(Hidden::key));
        var masks = SecretSpan.in(posted).stream()
                .filter(span -> span.value(posted).equals(QUOTED_MASK))
                .collect(Collectors.groupingBy(SecretSpan::key));
        return replaced(posted, (span, value) -> {
            List<Hidden> kept = values.getOrDefault(span.key(), List.of());
            List<SecretSpan> places = masks.getOrDefault(span.key(), List.of());
            int index = places.indexOf(span);
            return index >= 0 && places.size() == kept.size() ? kept.get(index).value() : value;
        });
    }

    private static String replaced(String text, BiFunction<SecretSpan, String, String> replacement) {
        var result = new StringBuilder();
        int done = 0;
        for (SecretSpan span : SecretSpan.in(text)) {
            result.append(text, done, span.from()).append(replacement.apply(span, span.value(text)));
            done = span.to();
        }
        return result.append(text, done, text.length()).toString();
    }
}
