package io.adxstage.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;

/** The one account, or none. That these beans are there keeps Boot from making up a password and logging it. */
@Configuration(proxyBeanMethods = false)
class Account {

    @Bean
    UserDetailsService users(SecuritySettings settings) {
        return name -> find(name, settings);
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    /** Made anew for each sign-in, because the password is wiped from it afterwards. */
    private static UserDetails find(String name, SecuritySettings settings) {
        var password = settings.password();
        if (password == null || !name.equals(settings.username())) {
            throw new UsernameNotFoundException("No such account.");
        }
        return User.withUsername(name)
                .password(password.startsWith("{bcrypt}") ? password : "{noop}" + password)
                .authorities("ROLE_OPERATOR")
                .build();
    }
}
