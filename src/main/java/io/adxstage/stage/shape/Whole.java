package io.adxstage.stage.shape;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A whole number within limits. As in JSON Schema, {@code 5.0} is 5. */
public record Whole(long least, long most) implements Shape {

    /** More digits than a long has: only zeros could bring such a number back into range, and it has none to spare. */
    private static final int TOO_LONG = 20;

    @Override
    public void check(JsonNode value, Place place, Problems problems) {
        BigDecimal number = number(value);
        if (number == null) {
            problems.error(place, "type", "must be a whole number, not " + Words.kindOf(value) + ".");
        } else if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            problems.error(place, "type", "must be a whole number, without a fraction.");
        } else if (!inRange(number)) {
            problems.error(place, "range", "must be from " + least + " to " + most + ".");
        }
    }

    /** @return the value of a number that passed the check */
    public static long of(JsonNode value) {
        return value.decimalValue().longValueExact();
    }

    @Override
    public ObjectNode schema() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "integer")
                .put("minimum", least)
                .put("maximum", most);
    }

    private static @Nullable BigDecimal number(JsonNode value) {
        boolean finite = value.isNumber() && !(value.isDouble() && !Double.isFinite(value.doubleValue()));
        return finite ? value.decimalValue() : null;
    }

    /** Looks at the size before it writes the number out: {@code 1e999999999} would fill the memory. */
    private boolean inRange(BigDecimal number) {
        if (number.signum() == 0) {
            return least <= 0 && most >= 0;
        }
        if ((long) number.precision() - number.scale() > TOO_LONG) {
            return false;
        }
        BigInteger exact = number.toBigInteger();
        return exact.compareTo(BigInteger.valueOf(least)) >= 0 && exact.compareTo(BigInteger.valueOf(most)) <= 0;
    }
}
