package io.adxstage.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Decides where the service listens, before anything of it exists: on loopback where nobody has to sign in, and in local
 * mode. An address that somebody asked for and that is wider than this refuses the start.
 */
final class ListeningAddress implements EnvironmentPostProcessor, Ordered {

    private static final Pattern BCRYPT = Pattern.compile("\\{bcrypt}\\$2[aby]?\\$\\d\\d\\$[./A-Za-z0-9]{53}");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        checkPassword(environment);
        var reach = Reach.of(environment);
        if (reach == Reach.CONFIGURED) {
            return;
        }
        Map<String, Object> loopback = new LinkedHashMap<>();
        keepOnLoopback("server.address", environment, reach, loopback);
        if (ManagementPortType.get(environment) == ManagementPortType.DIFFERENT) {
            keepOnLoopback("management.server.address", environment, reach, loopback);
        }
        environment.getPropertySources().addFirst(new MapPropertySource("loopback only", loopback));
    }

    private static void keepOnLoopback(
            String key, ConfigurableEnvironment environment, Reach reach, Map<String, Object> loopback) {
        var address = environment.getProperty(key);
        if (address == null || address.isBlank()) {
            loopback.put(key, "127.0.0.1");
        } else if (!Loopback.isAddress(address)) {
            throw new RefusesToStart(
                    key + " is " + address + ", which others can reach, but " + reach.reason() + ".", mend(key, reach));
        }
    }

    private static String mend(String key, Reach reach) {
        var stay = "Leave out " + key + " (or set it to 127.0.0.1) to stay on this machine";
        return reach == Reach.LOCAL_MODE
                ? stay + ", or start without the profile \"local\"."
                : stay + ", or set adx-stage.security.password to open the service to others.";
    }

    /** A shell that ate the dollar signs of a hash would otherwise be found out at the first sign-in only. */
    private static void checkPassword(ConfigurableEnvironment environment) {
        var password = environment.getProperty("adx-stage.security.password", "");
        if (password.startsWith("{bcrypt}") && !BCRYPT.matcher(password).matches()) {
            throw new RefusesToStart(
                    "adx-stage.security.password begins with {bcrypt}, but what follows is no bcrypt hash.",
                    "Give the whole hash of 60 characters, in single quotes where a shell or a compose file"
                            + " would replace its dollar signs.");
        }
    }

    /** After all configuration has been read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
