package io.adxstage.chaos;

import java.util.function.IntFunction;

/**
 * The parts of a stage that scenarios differ in.
 *
 * @param batch the member of that name
 * @param retry the member of that name
 * @param filler letters in each message besides its number
 * @param keepsFiller whether they become a column
 */
record Recipe(String batch, String retry, int filler, boolean keepsFiller) {

    /** Small batches, sent at once and again at once: faults meet many of them. */
    static final Recipe USUAL =
            new Recipe("{\"time\": \"1s\"}", "{\"type\": \"fixed\", \"interval\": \"500ms\"}", 120, false);

    Recipe withBatch(String other) {
        return new Recipe(other, retry, filler, keepsFiller);
    }

    Recipe keepingFiller(int letters) {
        return new Recipe(batch, retry, letters, true);
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
                 "authentication": {"type": "none"}, "batch": %4$s, "retry": %5$s,
                 "columns": [{"name": "n"}, {"name": "run"}%6$s],
                 "input": {"broker": "%7$s", "topics": ["%1$s"], "qos": 1}}""".formatted(
                        table,
                        clusterUrl,
                        StandIn.DATABASE,
                        batch,
                        retry,
                        keepsFiller ? ", {\"name\": \"filler\"}" : "",
                        broker);
    }
}
