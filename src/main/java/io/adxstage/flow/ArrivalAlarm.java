package io.adxstage.flow;

import io.adxstage.adx.TableFacts.Batching;
import io.adxstage.adx.TableKnowledge;
import java.time.Duration;
import java.util.Locale;

/**
 * From when on it is trouble that accepted rows have not arrived.
 *
 * @param after since they were accepted
 * @param because where that comes from, as the end of a sentence
 */
record ArrivalAlarm(Duration after, String because) {

    /** A cluster that gathers for so long, and then is a little busy, is well. */
    private static final int TIMES = 2;

    /**
     * The setting, but never less than twice the time that the table's batching policy gives the cluster, where that is
     * known: a policy of 30 minutes is no trouble after 15.
     */
    static ArrivalAlarm of(Duration setting, TableKnowledge knowledge) {
        Batching batching =
                knowledge instanceof TableKnowledge.Known known ? known.facts().batching() : null;
        Duration usual = batching == null ? Duration.ZERO : batching.time().multipliedBy(TIMES);
        return batching == null || usual.compareTo(setting) <= 0
                ? new ArrivalAlarm(setting, "adx-stage.adx.arrival-alarm is " + asSet(setting))
                : new ArrivalAlarm(
                        usual,
                        "twice the " + Latency.words(batching.time()) + " for which the cluster gathers: "
                                + Latency.origin(batching));
    }

    /** As settings have it: 15m, 1h30m. */
    private static String asSet(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
