package io.adxstage.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The service's clock jumps, hours ahead and hours back, while messages flow. */
record ClockJump() implements Scenario {

    /** How wrong the clock is, one after the other. */
    private static final List<Integer> MINUTES = List.of(180, 0, -180, 0, 1_800, -1_800, 60, -60, 2, -2, 0);

    private static final String SENTENCE = "the clock jumps by hours, ahead and back";

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public boolean onlyInTheLongForm() {
        return true;
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        if (!WrongClock.isPossible()) {
            return List.of(Finding.notRun(SENTENCE, "it needs Linux and a C compiler (Debian's package gcc)"));
        }
        try (Rig rig = new Rig(workshop, name())) {
            WrongClock clock = WrongClock.in(rig.folder());
            rig.service.environment().putAll(clock.environment());
            rig.service.start();
            Track track = rig.track(name(), 200, Recipe.USUAL);
            track.numbers().start();
            List<Duration> recoveries = new ArrayList<>();
            for (int minutes : MINUTES) {
                track.awaitCaughtUp(Duration.ofMinutes(1));
                clock.isWrongBy(Duration.ofMinutes(minutes));
                recoveries.add(track.awaitRows(track.numbers().sent() + 1, Duration.ofMinutes(2)));
            }
            Verdict verdict = track.settle(Duration.ofMinutes(3));
            return List.of(track.finding(SENTENCE, MINUTES.size(), verdict, recoveries)
                    .withNote("Recovered is the next row in the table"));
        }
    }
}
