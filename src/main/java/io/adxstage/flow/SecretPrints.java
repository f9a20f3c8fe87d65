package io.adxstage.flow;

import io.adxstage.stage.Authentication;
import io.adxstage.stage.Input;
import io.adxstage.stage.Secret;
import io.adxstage.stage.Secrets;
import io.adxstage.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells whether a secret of a stage has another value than before, without telling the value. */
@Component
final class SecretPrints {

    private final Secrets secrets;

    SecretPrints(Secrets secrets) {
        this.secrets = secrets;
    }

    String of(Stage stage, Optional<Input> defaultInput) {
        List<@Nullable Secret> used = new ArrayList<>();
        switch (stage.authentication()) {
            case Authentication.ServicePrincipal principal -> used.add(principal.clientSecret());
            case Authentication.Certificate certificate -> {
                used.add(certificate.certificate());
                used.add(certificate.password());
            }
            default -> {}
        }
        Input input = stage.input() != null ? stage.input() : defaultInput.orElse(null);
        if (input != null) {
            switch (input.authentication()) {
                case Input.Authentication.UsernamePassword user -> used.add(user.password());
                case Input.Authentication.Certificate certificate -> {
                    used.add(certificate.certificate());
                    used.add(certificate.password());
                }
                case Input.Authentication.None none -> {}
            }
        }
        return used.stream()
                .map(secret -> secret == null ? "" : secrets.fingerprint(secret))
                .collect(Collectors.joining(","));
    }
}
