package io.adxstage.security;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** Two ways in: programs call paths that answer data, people open pages. A session of a page is good for both. */
@Configuration(proxyBeanMethods = false)
class Gates {

    /** Sign-in by HTTP Basic, no CSRF token; a foreign page is known by what its browser says. */
    @Bean
    @Order(1)
    SecurityFilterChain forPrograms(HttpSecurity http, SecuritySettings settings, Doors doors, SignInCall call) {
        http.securityMatcher("/api/**", "/actuator/**", "/v3/api-docs", "/v3/api-docs/**", "/v3/api-docs.yaml")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(RequestCacheConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.NEVER));
        doors.guard(http);
        doors.keepOutForeignPages(http);
        if (!settings.signIn()) {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
        return http.httpBasic(basic -> basic.authenticationEntryPoint(call))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(call))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health", "/actuator/health/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** Sign-in by form, CSRF tokens in every form. */
    @Bean
    @Order(2)
    SecurityFilterChain forPages(HttpSecurity http, SecuritySettings settings, Doors doors, SignInCall call) {
        doors.guard(http);
        http.csrf(csrf -> csrf.csrfTokenRepository(doors.tokens()));
        if (!settings.signIn()) {
            return http.logout(AbstractHttpConfigurer::disable)
                    .requestCache(RequestCacheConfigurer::disable)
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .build();
        }
        return http.formLogin(form -> form.loginPage("/login"))
                .logout(logout -> logout.logoutSuccessUrl("/login?logout"))
                .requestCache(cache -> cache.requestCache(doors.pagesOnly()))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(call.orPage("/login")))
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers("/login", "/assets/**", "/favicon.ico", "/favicon.svg", "/error")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .build();
    }

    /** A path that tries to be cleverer than the server. */
    @Bean
    RequestRejectedHandler rejectedRequests(Refusals refusals) {
        return (request, response, why) -> refusals.send(
                request,
                response,
                HttpStatus.BAD_REQUEST,
                "The address or a header holds characters that are not taken here. Write the path plainly,"
                        + " without \"//\", \"..\", \";\" or encoded slashes.");
    }
}
