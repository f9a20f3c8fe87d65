package io.adxstage.security;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The page that asks for name and password; whoever is in already, or needs not sign in, goes on to the stages. */
@Controller
class LoginPage {

    private final SecuritySettings settings;

    LoginPage(SecuritySettings settings) {
        this.settings = settings;
    }

    @GetMapping("/login")
    String show(@Nullable Principal who) {
        return settings.signIn() && who == null ? "login" : "redirect:/";
    }
}
