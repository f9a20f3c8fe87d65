package io.adxstage.security;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The one account of this service.
 *
 * @param password in plain text, or a hash as <code>{bcrypt}$2a$...</code>; absent or empty: no sign-in, loopback only
 */
@ConfigurationProperties("adx-stage.security")
record SecuritySettings(
        @DefaultValue("admin") String username, @Nullable String password) {

    SecuritySettings {
        // An empty variable of a container file means "not set", never "the empty password".
        username = username.isBlank() ? "admin" : username;
        password = password == null || password.isBlank() ? null : password;
    }

    boolean signIn() {
        return password != null;
    }

    @Override
    public String toString() {
        return "SecuritySettings[" + username + "]";
    }
}
