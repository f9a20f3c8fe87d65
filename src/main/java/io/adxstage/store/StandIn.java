package io.adxstage.store;

import io.adxstage.stage.Authentication;
import io.adxstage.stage.Interval;
import io.adxstage.stage.Path;
import io.adxstage.stage.Retry;
import io.adxstage.stage.Secret;
import io.adxstage.stage.Stage;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the place of a stage whose stored document is refused today, so that it stays in the list and can be mended. It
 * is not enabled, has no column, and its sign-in holds no secret: whoever runs it all the same does no harm.
 */
final class StandIn {

    private static final long MAX_BYTES = 256L << 20;

    private StandIn() {}

    static Stage of(ObjectNode document) {
        return new Stage(
                document.path("displayName").stringValue("(without a name)"),
                null,
                false,
                URI.create("https://unreadable.invalid"),
                document.path("database").stringValue(""),
                document.path("table").stringValue(""),
                new Authentication.ServicePrincipal("unreadable", "unreadable", new Secret.Literal(Secret.MASK)),
                new Stage.Batch(new Interval("60s", Duration.ofSeconds(60)), new Path(".", List.of()), null, MAX_BYTES),
                List.of(),
                new Retry.Default(),
                Stage.Ingestion.QUEUED,
                Stage.OnMismatch.WARN,
                null);
    }
}
