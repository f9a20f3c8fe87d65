package io.adxstage.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes values as compact JSON, UTF-8, without line breaks: the {@code json} format of Azure Data Explorer. */
final class JsonLine {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final ByteArrayOutputStream out;

    JsonLine(ByteArrayOutputStream out) {
        this.out = out;
    }

    /** The value as compact JSON text. */
    static String text(Value value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    static byte[] bytes(Value value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JsonLine(bytes).write(value);
        return bytes.toByteArray();
    }

    void write(Value value) {
        switch (value) {
            case Value.Null none -> ascii("null");
            case Value.Bool bool -> ascii(bool.value() ? "true" : "false");
            case Value.Number number -> ascii(number.text());
            case Value.Text text -> string(text.value());
            case Value.Array array -> {
                out.write('[');
                boolean more = false;
                for (Value element : array.elements()) {
                    if (more) {
                        out.write(',');
                    }
                    more = true;
                    write(element);
                }
                out.write(']');
            }
            case Value.Object object -> {
                out.write('{');
                boolean more = false;
                for (var member : object.members().entrySet()) {
                    if (more) {
                        out.write(',');
                    }
                    more = true;
                    string(member.getKey());
                    out.write(':');
                    write(member.getValue());
                }
                out.write('}');
            }
        }
    }

    void ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Escapes what RFC 8259 requires, and a surrogate without its other half, which UTF-8 cannot say. */
    void string(String text) {
        out.write('"');
        int clean = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                continue;
            }
            out.writeBytes(text.substring(clean, i).getBytes(StandardCharsets.UTF_8));
            escape(c);
            clean = i + 1;
        }
        out.writeBytes(text.substring(clean).getBytes(StandardCharsets.UTF_8));
        out.write('"');
    }

    private void escape(char c) {
        out.write('\\');
        switch (c) {
            case '"', '\\' -> out.write(c);
            case '\n' -> out.write('n');
            case '\r' -> out.write('r');
            case '\t' -> out.write('t');
            default -> {
                out.write('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.write(HEX[(c >> shift) & 0xf]);
                }
            }
        }
    }
}
