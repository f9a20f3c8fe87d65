package io.adxstage.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/** What both gates have in common. */
@Component
class Doors {

    private static final String PERMISSIONS = "accelerometer=(), camera=(), display-capture=(), geolocation=(),"
            + " gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    private final SecuritySettings settings;
    private final Refusals refusals;

    Doors(SecuritySettings settings, Refusals refusals) {
        this.settings = settings;
        this.refusals = refusals;
    }

    void guard(HttpSecurity http) {
        http.headers(Doors::headers).addFilterAfter(new ContentSecurityPolicy(), HeaderWriterFilter.class);
        if (!settings.signIn()) {
            http.addFilterAfter(new HostCheck(refusals), ContentSecurityPolicy.class);
        }
    }

    void keepOutForeignPages(HttpSecurity http) {
        http.addFilterBefore(new OriginCheck(refusals), AuthorizationFilter.class);
    }

    /** Where to go after the sign-in: to a page somebody opened or was writing on, never to what a script asked for. */
    RequestCache pagesOnly() {
        var cache = new WayBack();
        cache.setRequestMatcher(Doors::opensPage);
        return cache;
    }

    /**
     * In the cookie and not in the session, so that a page stays good for its first post after the session ended or the
     * service was started anew: what was typed there arrives.
     */
    CsrfTokenRepository tokens() {
        var tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("ADX_STAGE_CSRF");
        tokens.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Lax"));
        return tokens;
    }

    private static boolean opensPage(HttpServletRequest request) {
        return request.getMethod().equals("GET") && !SignInCall.isFromScript(request);
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
    }
}
