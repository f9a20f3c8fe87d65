package io.adxstage.local.kusto;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What Azure Data Explorer keeps of a value, and what it silently makes of the rest: NULL. What nobody has verified on a
 * cluster (numeric strings, the word "true", epoch numbers as datetime) is taken strictly here, so that the damage is
 * seen on the developer's machine rather than in production.
 */
final class Coercion {

    /** Longest string and dynamic value, in bytes of UTF-8. */
    static final int LONGEST = 1 << 20;

    private static final Pattern GUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** Kusto's decimal is 128 bits wide: 34 significant digits. */
    private static final int DECIMAL_DIGITS = MathContext.DECIMAL128.getPrecision();

    private Coercion() {}

    static JsonNode bool(JsonNode value) {
        if (value.isBoolean()) {
            return value;
        }
        if (!value.isIntegralNumber()) {
            return Json.nothing();
        }
        BigInteger number = value.bigIntegerValue();
        if (number.equals(BigInteger.ZERO) || number.equals(BigInteger.ONE)) {
            return Json.NODES.booleanNode(number.equals(BigInteger.ONE));
        }
        return Json.nothing();
    }

    static JsonNode int32(JsonNode value) {
        return integer(value, Integer.SIZE);
    }

    static JsonNode int64(JsonNode value) {
        return integer(value, Long.SIZE);
    }

    /** A number written with a fraction or an exponent is no integer, even where its value is whole. */
    private static JsonNode integer(JsonNode value, int bits) {
        if (!value.isIntegralNumber() || value.bigIntegerValue().bitLength() >= bits) {
            return Json.nothing();
        }
        return Json.NODES.numberNode(value.longValue());
    }

    static JsonNode real(JsonNode value) {
        if (!value.isNumber()) {
            return Json.nothing();
        }
        double number = value.decimalValue().doubleValue();
        return Double.isFinite(number) ? Json.NODES.numberNode(number) : Json.nothing();
    }

    static JsonNode decimal(JsonNode value) {
        if (!value.isNumber()) {
            return Json.nothing();
        }
        BigDecimal number = value.decimalValue();
        return number.precision() > DECIMAL_DIGITS ? Json.nothing() : Json.NODES.numberNode(number);
    }

    /** Strings are never null: what is missing is the empty string, and what is no string is kept as its JSON text. */
    static JsonNode string(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return Json.text("");
        }
        return Json.text(cut(value.isString() ? value.stringValue() : value.toString()));
    }

    static JsonNode datetime(JsonNode value) {
        return value.isString()
                ? KustoTime.datetime(value.stringValue()).map(Json::text).orElseGet(Json::nothing)
                : Json.nothing();
    }

    static JsonNode timespan(JsonNode value) {
        return value.isString()
                ? KustoTime.timespan(value.stringValue()).map(Json::text).orElseGet(Json::nothing)
                : Json.nothing();
    }

    static JsonNode guid(JsonNode value) {
        if (!value.isString() || !GUID.matcher(value.stringValue()).matches()) {
            return Json.nothing();
        }
        return Json.text(value.stringValue().toLowerCase(Locale.ROOT));
    }

    static JsonNode dynamic(JsonNode value) {
        if (value.isMissingNode()) {
            return Json.nothing();
        }
        int size = value.toString().getBytes(StandardCharsets.UTF_8).length;
        return size > LONGEST ? Json.nothing() : value;
    }

    /** The longest beginning of the text that fits, never ending within a character. */
    private static String cut(String text) {
        if (text.length() <= LONGEST / 3) {
            return text;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length <= LONGEST) {
            return text;
        }
        int end = LONGEST;
        while ((utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(utf8, 0, end, StandardCharsets.UTF_8);
    }
}
