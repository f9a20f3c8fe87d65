package io.adxstage.adx;

import java.util.regex.Pattern;

/** What went wrong, in one line, without what must not be shown. */
final class Failure {

    private static final int MOST = 600;

    /** The query of a URL carries the shared access signature of the storage. */
    private static final Pattern QUERY = Pattern.compile("(https?://[^\\s?\"'<>]+)\\?[^\\s\"'<>]+");

    private Failure() {}

    /** The innermost messages that say something, outermost first, each once. */
    static String describe(Throwable failed) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (Throwable at = failed; at != null && depth < 8; at = at.getCause(), depth++) {
            String message = at.getMessage();
            if (message == null || message.isBlank()) {
                message = at.getClass().getSimpleName();
            }
            String line = message.replaceAll("\\s+", " ").strip();
            if (text.indexOf(line) < 0) {
                text.append(text.isEmpty() ? "" : ": ").append(line);
            }
        }
        String clean = QUERY.matcher(text).replaceAll("$1");
        return clean.length() <= MOST ? clean : clean.substring(0, MOST - 1) + "…";
    }
}
