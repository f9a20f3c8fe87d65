package io.adxstage.message;

import java.math.BigDecimal;

/** Binary fractions as JSON numbers; NaN and the infinities, which JSON has not, as null. */
final class Floating {

    private Floating() {}

    static Value of(double number) {
        return Double.isFinite(number) ? decimal(Double.toString(number)) : Value.NULL;
    }

    /** The shortest text that is this float; through a double, 0.1 would become 0.10000000149011612. */
    static Value of(float number) {
        return Float.isFinite(number) ? decimal(Float.toString(number)) : Value.NULL;
    }

    private static Value decimal(String text) {
        return new Value.Number(new BigDecimal(text).toString());
    }
}
