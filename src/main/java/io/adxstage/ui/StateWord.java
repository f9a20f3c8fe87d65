package io.adxstage.ui;

import io.adxstage.flow.StageState;
import java.util.Locale;

/** A state as messages and stylesheet name it. */
final class StateWord {

    private StateWord() {}

    static String of(StageState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
