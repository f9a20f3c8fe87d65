package io.adxstage.flow;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts rows by the minute and forgets them after an hour. Bounded: 60 minutes, however much comes. In memory only. Not
 * thread-safe: the books' lock guards it.
 */
final class LastHour {

    private static final long MINUTE = 60_000;

    private final InstantSource clock;
    private final Instant since;
    private final long[] minutes = new long[History.MINUTES];
    private final long[] received = new long[History.MINUTES];
    private final long[] accepted = new long[History.MINUTES];
    private final long[] arrived = new long[History.MINUTES];

    LastHour(InstantSource clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    void received(long rows) {
        received[present()] += rows;
    }

    void accepted(long rows) {
        accepted[present()] += rows;
    }

    void arrived(long rows) {
        arrived[present()] += rows;
    }

    History history() {
        long now = clock.millis() / MINUTE;
        List<History.Minute> told = new ArrayList<>();
        for (long minute = now - History.MINUTES + 1; minute <= now; minute++) {
            int at = slot(minute);
            Instant start = Instant.ofEpochMilli(minute * MINUTE);
            told.add(
                    minutes[at] == minute
                            ? new History.Minute(start, received[at], accepted[at], arrived[at])
                            : new History.Minute(start, 0, 0, 0));
        }
        return new History(since, told);
    }

    /** Where the present minute is counted. A slot that was another minute's begins anew, also after a clock was set back. */
    private int present() {
        long minute = clock.millis() / MINUTE;
        int at = slot(minute);
        if (minutes[at] != minute) {
            minutes[at] = minute;
            received[at] = 0;
            accepted[at] = 0;
            arrived[at] = 0;
        }
        return at;
    }

    private static int slot(long minute) {
        return Math.floorMod(minute, History.MINUTES);
    }
}
