package io.adxstage.ui;

import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page needs. */
@ControllerAdvice(annotations = Controller.class)
class Surroundings {

    private final Figures figures;
    private final boolean scripts = new ClassPathResource("static/assets/editor.js").exists();

    Surroundings(Figures figures) {
        this.figures = figures;
    }

    @ModelAttribute("figures")
    Figures figures() {
        return figures;
    }

    /** When the page was made: what it tells is of then. */
    @ModelAttribute("now")
    Instant now() {
        return Instant.now();
    }

    /** Whether the scripts were built; pages work without them. */
    @ModelAttribute("scripts")
    boolean scripts() {
        return scripts;
    }

    /** Who is signed in; nobody where nobody has to. */
    @ModelAttribute("who")
    @Nullable
    String who(@Nullable Principal principal) {
        return principal == null ? null : principal.getName();
    }
}
