package io.adxstage.api;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** The name that a change is kept under. */
final class Who {

    private Who() {}

    static String name(@Nullable Principal user) {
        return user == null ? "anonymous" : user.getName();
    }
}
