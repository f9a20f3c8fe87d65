package io.adxstage.stage;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a secret is written: {@code ${env:NAME}}, {@code ${file:name}}, and everything else is the value itself. */
final class SecretText {

    private static final Pattern ENVIRONMENT = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
    private static final Pattern FILE = Pattern.compile("\\$\\{file:([^\\\\/\\p{Cntrl}:}][^\\\\\\p{Cntrl}:}]*)}");

    private SecretText() {}

    /** The reference that the text is, or null where it is none. */
    static @Nullable Secret reference(String text) {
        Matcher environment = ENVIRONMENT.matcher(text);
        if (environment.matches()) {
            return new Secret.Environment(environment.group(1));
        }
        Matcher file = FILE.matcher(text);
        if (file.matches() && Arrays.stream(file.group(1).split("/", -1)).allMatch(SecretText::isStep)) {
            return new Secret.InFile(file.group(1));
        }
        return null;
    }

    static Secret read(String text) {
        Secret reference = reference(text);
        return reference == null ? new Secret.Literal(text) : reference;
    }

    /** Whether somebody meant a reference: a secret value of this look is refused rather than sent somewhere. */
    static boolean looksLikeReference(String text) {
        String bare = text.strip();
        return bare.startsWith("${") && bare.endsWith("}");
    }

    private static boolean isStep(String step) {
        return !step.isEmpty() && !step.equals(".") && !step.equals("..");
    }
}
