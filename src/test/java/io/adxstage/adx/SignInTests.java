package io.adxstage.adx;

import static io.adxstage.adx.SecureTarget.CLIENT;
import static io.adxstage.adx.SecureTarget.principal;
import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.SecureCluster.Right;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in, and delivering over TLS, as the product does it. */
class SignInTests {

    @TempDir
    Path dir;

    private SecureTarget target;

    @BeforeEach
    void open() throws Exception {
        target = new SecureTarget(dir);
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    @Test
    void rowsReachTheTableOverTlsWithAToken() throws Exception {
        target.entra.withSecret(CLIENT, "canary");
        target.cluster.allow(CLIENT, Right.INGEST);

        assertThat(target.send(principal("canary"))).isEqualTo(new Delivery.Accepted());
        assertThat(target.rows()).isEqualTo(2);
        assertThat(target.cluster.requests())
                .anyMatch(request -> request.startsWith("PUT fleetstore.blob.core.windows.net /storage/container/"))
                .contains("POST fleetstore.queue.core.windows.net /storage/queue/messages");
    }
}
