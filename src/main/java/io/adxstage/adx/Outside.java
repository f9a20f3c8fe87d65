package io.adxstage.adx;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP clients for everything outside. They hold no thread while they wait for an answer.
 *
 * @param guarded for clusters, their storage and the sign-in
 * @param free for the identity that a machine has by itself, whose service lives at a link-local address
 */
record Outside(HttpClient guarded, HttpClient free) {

    /**
     * As settings and environment have it.
     *
     * @param environment answers a variable's value
     */
    static Outside of(AdxSettings settings, Function<String, @Nullable String> environment) {
        // A redirection could lead a token to anybody.
        java.net.http.HttpClient.Builder builder =
                java.net.http.HttpClient.newBuilder().followRedirects(java.net.http.HttpClient.Redirect.NEVER);
        if (settings.trustBundle() != null) {
            builder.sslContext(TrustBundle.read(Path.of(settings.trustBundle())));
        }
        Optional<EnvironmentProxy> proxy = EnvironmentProxy.of(environment);
        proxy.ifPresent(builder::proxy);
        proxy.flatMap(EnvironmentProxy::user).map(Outside::authenticator).ifPresent(builder::authenticator);
        HttpClient http = new JdkHttpClientBuilder(builder).build();
        return new Outside(
                new AddressGuard(
                        http, uri -> proxy.filter(one -> one.serves(uri)).isPresent()),
                http);
    }

    private static Authenticator authenticator(String user) {
        String[] parts = user.split(":", 2);
        return new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        ? new PasswordAuthentication(parts[0], (parts.length > 1 ? parts[1] : "").toCharArray())
                        : null;
            }
        };
    }
}
