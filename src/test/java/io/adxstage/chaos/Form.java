package io.adxstage.chaos;

import java.util.Optional;

/**
 * How much is done: the long form proves, the short form guards.
 *
 * @param isLong {@code -Dchaos.form=long}, as the Maven profile {@code chaos} sets it
 * @param scenario {@code -Dchaos.scenario}: the only one to run
 * @param wantedKills {@code -Dchaos.kills}: how often the scenarios of random kills strike
 */
record Form(boolean isLong, Optional<String> scenario, Optional<Integer> wantedKills) {

    static Form ofThisRun() {
        return new Form(
                "long".equals(System.getProperty("chaos.form")),
                Optional.ofNullable(System.getProperty("chaos.scenario")).filter(name -> !name.isBlank()),
                Optional.ofNullable(System.getProperty("chaos.kills"))
                        .filter(number -> !number.isBlank())
                        .map(Integer::valueOf));
    }

    int kills(int inShort, int inLong) {
        return wantedKills.orElse(pick(inShort, inLong));
    }

    int pick(int inShort, int inLong) {
        return isLong ? inLong : inShort;
    }
}
