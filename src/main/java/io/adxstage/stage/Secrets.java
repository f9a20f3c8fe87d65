package io.adxstage.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Finds the value of a secret: a literal, an allowed environment variable, a file under the secrets folder. */
@Component
public class Secrets {

    /** What {@link #fingerprint} answers where there is no value. */
    public static final String UNAVAILABLE = "unavailable";

    /** Far more than a certificate with its chain and key needs. */
    private static final long LARGEST_FILE = 1024 * 1024;

    private final SecretsSettings settings;
    private final Environment environment;

    /** What {@link System#getenv(String)} answers. */
    @FunctionalInterface
    interface Environment {
        @Nullable
        String variable(String name);
    }

    @Autowired
    public Secrets(SecretsSettings settings) {
        this(settings, System::getenv);
    }

    Secrets(SecretsSettings settings, Environment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /**
     * The value, as of now: call again to see a changed file. Line breaks at the end of a file are no part of the value.
     *
     * @throws SecretUnavailable where the reference is not allowed or leads nowhere; the message names the reference and
     *     the mend, never a value
     */
    public String value(Secret secret) {
        return switch (secret) {
            case Secret.Literal literal -> literal.value();
            case Secret.Environment reference -> variable(reference);
            case Secret.InFile reference -> file(reference);
        };
    }

    /**
     * Tells a changed value from an unchanged one without keeping the value: SHA-256 in hex, or {@link #UNAVAILABLE}.
     * Never throws.
     */
    public String fingerprint(Secret secret) {
        try {
            byte[] value = value(secret).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (SecretUnavailable nothingThere) {
            return UNAVAILABLE;
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private String variable(Secret.Environment reference) {
        if (!settings.allows(reference.name())) {
            throw new SecretUnavailable(reference + " may not be read. Use a name that matches "
                    + String.join(", ", settings.envAllowed()) + ", or extend adx-stage.secrets.env-allowed.");
        }
        String value = environment.variable(reference.name());
        if (value == null || value.isEmpty()) {
            throw new SecretUnavailable(
                    reference + " is not set. Set the environment variable and start the service again.");
        }
        return value;
    }

    private String file(Secret.InFile reference) {
        Path file = inside(reference);
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new SecretUnavailable(reference + " is larger than 1 MiB, so it is no secret. Check the name.");
            }
            String value = withoutLastLineBreak(Files.readString(file));
            if (value.isEmpty()) {
                throw new SecretUnavailable(reference + " is empty. Write the secret's value into the file.");
            }
            return value;
        } catch (IOException unreadable) {
            throw new SecretUnavailable(reference + " cannot be read as UTF-8 text. Check the file and its rights in "
                    + settings.dir() + ".");
        }
    }

    /** Links are followed (a Kubernetes secret is one), but not out of the folder. */
    private Path inside(Secret.InFile reference) {
        Path real;
        Path folder;
        try {
            folder = settings.dir().toRealPath();
            real = folder.resolve(reference.name()).toRealPath();
        } catch (IOException | InvalidPathException missing) {
            throw new SecretUnavailable(reference + " is not there. Put the file into " + settings.dir() + ".");
        }
        if (!real.startsWith(folder) || !Files.isRegularFile(real)) {
            throw new SecretUnavailable(reference + " is no file inside " + settings.dir() + ". Move it there.");
        }
        return real;
    }

    private static String withoutLastLineBreak(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }
}
