package io.adxstage.message;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/** The numbers of CBOR that JSON has no kinds for; of the tags only these mean something here. */
final class CborNumbers {

    /** Bytes of the largest integer that is written as a number: writing takes time with the square of the length. */
    private static final int LARGEST = 1024;

    private static final BigInteger MINUS_ONE = BigInteger.ONE.negate();

    private CborNumbers() {}

    @FunctionalInterface
    interface Content {
        Value read() throws Malformed;
    }

    /** @param argument n, unsigned, where the number is -1 - n */
    static Value negative(long argument) {
        return argument >= 0
                ? Value.ofNumber(-1 - argument)
                : new Value.Number(MINUS_ONE
                        .subtract(new BigInteger(Long.toUnsignedString(argument)))
                        .toString());
    }

    /** What is tagged; a big integer or a decimal fraction becomes a number, whatever else stays what it is. */
    static Value tagged(CborInput in, long tag, Content content) throws Malformed {
        int from = in.position();
        if (tag == 2 || tag == 3) {
            int head = in.next();
            if (head >> 5 == 2) {
                byte[] bytes = in.string(head);
                if (bytes.length > LARGEST) {
                    return Binary.base64(bytes);
                }
                BigInteger magnitude = new BigInteger(1, bytes);
                return new Value.Number((tag == 2 ? magnitude : MINUS_ONE.subtract(magnitude)).toString());
            }
            in.backTo(from);
        }
        Value value = content.read();
        return tag == 4 ? decimal(value) : value;
    }

    private static Value decimal(Value value) {
        if (value instanceof Value.Array(List<Value> parts)
                && parts.size() == 2
                && parts.get(0) instanceof Value.Number(String exponent)
                && parts.get(1) instanceof Value.Number(String mantissa)) {
            try {
                return new Value.Number(
                        new BigDecimal(new BigInteger(mantissa), Math.negateExact(Integer.parseInt(exponent)))
                                .toString());
            } catch (ArithmeticException | NumberFormatException notOne) {
                return value;
            }
        }
        return value;
    }
}
