package io.adxstage.store;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/** The ids of stages: what people read, type and see in links. */
final class StageIds {

    /** Crockford's Base32: no {@code i l o u}, so that nothing is mistaken for another. */
    private static final String LETTERS = "abcdefghjkmnpqrstvwxyz";

    private static final String ALPHABET = "0123456789" + LETTERS;
    private static final int LENGTH = 8;
    private static final Pattern URL_SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private StageIds() {}

    /** Starts with a letter, so that it is never taken for a number. */
    static String random() {
        var id = new StringBuilder(LENGTH).append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        while (id.length() < LENGTH) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }

    /** Whether an id that somebody chose can stand in a URL and in a file name. */
    static boolean isUrlSafe(String id) {
        return URL_SAFE.matcher(id).matches();
    }
}
