package io.adxstage.chaos;

import java.util.function.IntFunction;

/**
 * The parts of a stage that scenarios differ in.
 *
 * @param batch the member of that name
 * @param retry the member of that name
 * @param filler letters in each message besides its number
 * @param keepsFiller whether they become a column
 * @param authentication the member of that name
 * @param ingestion the member of that name
 */
record Recipe(String batch, String retry, int filler, boolean keepsFiller, String authentication, String ingestion) {

    /** Small batches, sent at once and again at once: faults meet many of them. */
    static final Recipe USUAL = new Recipe(
            "{\"time\": \"1s\"}",
            "{\"type\": \"fixed\", \"interval\": \"500ms\"}",
            120,
            false,
            "{\"type\": \"none\"}",
            "queued");

    /** Of so many rows at the most, and not soon sent. */
    static Recipe inLargeBatches(int rows, boolean isLong) {
        return USUAL.withBatch("{\"time\": \"%s\", \"maxRows\": %d}".formatted(isLong ? "60s" : "5s", rows));
    }

    Recipe withBatch(String other) {
        return new Recipe(other, retry, filler, keepsFiller, authentication, ingestion);
    }

    Recipe keepingFiller(int letters) {
        return new Recipe(batch, retry, letters, true, authentication, ingestion);
    }

    /** @param identity whom the stage signs in as */
    Recipe signedIn(String identity) {
        return new Recipe(batch, retry, filler, keepsFiller, identity, ingestion);
    }

    Recipe streamed() {
        return new Recipe(batch, retry, filler, keepsFiller, authentication, "streaming");
    }

    String schema() {
        return "n:long, run:string" + (keepsFiller ? ", filler:string" : "");
    }

    IntFunction<byte[]> payload(String run) {
        return Numbers.json(run, filler);
    }

    String document(String table, String clusterUrl, String broker) {
        return """
                {"displayName": "%1$s", "clusterUrl": "%2$s", "database": "%3$s", "table": "%1$s",
                 "authentication": %8$s, "ingestion": "%9$s", "batch": %4$s, "retry": %5$s,
                 "columns": [{"name": "n"}, {"name": "run"}%6$s],
                 "input": {"broker": "%7$s", "topics": ["%1$s"], "qos": 1}}""".formatted(
                        table,
                        clusterUrl,
                        StandIn.DATABASE,
                        batch,
                        retry,
                        keepsFiller ? ", {\"name\": \"filler\"}" : "",
                        broker,
                        authentication,
                        ingestion);
    }
}
