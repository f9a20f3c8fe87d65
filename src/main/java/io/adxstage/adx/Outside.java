package io.adxstage.adx;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import java.nio.file.Path;

/** The HTTP client for everything outside: clusters, their storage, the sign-in. */
final class Outside {

    private Outside() {}

    /** It holds no thread while it waits for an answer. */
    static HttpClient client(AdxSettings settings) {
        // A redirection could lead a token to anybody.
        java.net.http.HttpClient.Builder builder =
                java.net.http.HttpClient.newBuilder().followRedirects(java.net.http.HttpClient.Redirect.NEVER);
        if (settings.trustBundle() != null) {
            builder.sslContext(TrustBundle.read(Path.of(settings.trustBundle())));
        }
        return new JdkHttpClientBuilder(builder).build();
    }
}
