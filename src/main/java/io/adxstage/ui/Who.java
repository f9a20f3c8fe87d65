package io.adxstage.ui;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** Whose name a revision bears. */
final class Who {

    private Who() {}

    static String is(@Nullable Principal principal) {
        return principal == null ? "anonymous" : principal.getName();
    }
}
