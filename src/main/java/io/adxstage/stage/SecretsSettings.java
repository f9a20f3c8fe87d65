package io.adxstage.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where secrets may come from.
 *
 * @param envAllowed names of environment variables that stages may read; {@code *} stands for any characters
 * @param dir folder of the files that stages may read
 */
@ConfigurationProperties("adx-stage.secrets")
public record SecretsSettings(
        @DefaultValue("ADX_STAGE_SECRET_*") List<String> envAllowed,
        @DefaultValue("/run/secrets") Path dir) {

    public SecretsSettings {
        envAllowed = List.copyOf(envAllowed);
    }

    static SecretsSettings defaults() {
        return new SecretsSettings(List.of("ADX_STAGE_SECRET_*"), Path.of("/run/secrets"));
    }

    boolean allows(String variable) {
        return envAllowed.stream()
                .anyMatch(glob -> pattern(glob).matcher(variable).matches());
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(
                Stream.of(glob.strip().split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
