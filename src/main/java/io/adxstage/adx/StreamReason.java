package io.adxstage.adx;

import io.adxstage.spool.SealedBatch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Why a batch was not streamed, in one plain sentence that names the place, the cause and the mend. */
record StreamReason(Reason engine, Duration patience) {

    String tooLarge(SealedBatch batch) {
        return "The batch has " + batch.rawBytes() + " bytes before compression; one streaming request may have "
                + Cluster.MOST_STREAMED + ".";
    }

    String paused(Instant resume) {
        return engine.host() + " takes no more rows by streaming for the moment: it asked for a pause until "
                + resume.truncatedTo(ChronoUnit.SECONDS) + ".";
    }

    /** @param reached when patience ended */
    String tooLong(Sending.Step reached) {
        String what = switch (reached) {
            case WAITING -> "Other batches were still on their way to " + engine.host();
            case CONNECTING -> engine.host() + " could not be reached, or the sign-in took too long,";
            default -> engine.host() + " did not confirm the streamed rows";
        };
        return what + " within " + patience.toSeconds() + " s.";
    }

    String refused(Throwable failed) {
        return engine.host() + " refused the streamed rows: " + Failure.describe(failed);
    }

    String notTaken(Trouble trouble, Throwable failed, SealedBatch batch, Destination destination) {
        String table = destination.database() + "." + destination.table();
        return switch (trouble) {
            case TOO_LARGE -> tooLarge(batch);
            case STREAMING_OFF ->
                "Streaming is not enabled for the table " + table + ": run "
                        + SetupCommands.enableStreaming(destination.table())
                        + " on the cluster, which needs the right Table Admin, and see that streaming ingestion is on"
                        + " in the configuration of the cluster itself.";
            case NO_MAPPING ->
                "The table " + table + " lacks the mapping "
                        + StreamMapping.of(destination.columns()).name() + " that streaming these columns needs:"
                        + " create it on the stage's page, or by POST to the stage's /mapping. The cluster may take up"
                        + " to five minutes to see it.";
            case NOT_STREAMABLE ->
                "The table " + table + " takes no rows by streaming, because of its update policy or its schema: "
                        + Failure.describe(failed);
            case NO_ENTITY ->
                "The cluster " + engine.host() + " has no table " + table + ": check table, or create it. It said: "
                        + Failure.describe(failed);
            default -> engine.notStreamed(failed, destination);
        };
    }
}
