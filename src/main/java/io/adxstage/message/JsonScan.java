package io.adxstage.message;

/**
 * One pass over the bytes of a JSON text that notes where the values of columns are, and builds nothing of the rest. Takes
 * only what is JSON beyond doubt (RFC 8259), and what it need not interpret: everything else is {@link #scan} answering no,
 * for a reader that knows why.
 */
final class JsonScan {

    /** Deeper, the stack of the thread would be the bound. */
    private static final int MAX_DEPTH = 64;

    /** What is no JSON, or not for this reader. Without a stack trace: whoever sends rubbish sends much of it. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final class Odd extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private static final Odd ONE = new Odd();

        private Odd() {
            super(null, null, false, false);
        }
    }

    private final byte[] in;
    private final Slots slots;
    private int at;
    private boolean escaped;
    /** Negative once a byte was: all bytes together. */
    private int all;

    private JsonScan(byte[] in, Slots slots) {
        this.in = in;
        this.slots = slots;
    }

    /**
     * Whether the text is taken, and then {@code slots} say where the values are.
     *
     * @param root what to look out for
     */
    static boolean scan(byte[] in, KeyNode root, Slots slots) {
        try {
            return new JsonScan(in, slots).all(root);
        } catch (Odd odd) {
            return false;
        }
    }

    private boolean all(KeyNode root) {
        space();
        value(root, 0);
        space();
        return at == in.length && (all >= 0 || Binary.utf8(in).isPresent());
    }

    private byte here() {
        if (at >= in.length) {
            throw Odd.ONE;
        }
        return in[at];
    }

    private void space() {
        while (at < in.length) {
            byte b = in[at];
            if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
                return;
            }
            at++;
        }
    }

    private void value(KeyNode node, int depth) {
        int start = at;
        if (node.isRecord()) {
            records(node, depth);
        } else if (!node.isLeaf() && here() == '{') {
            object(node, depth);
        } else {
            skip(depth);
        }
        int[] columns = node.here();
        if (columns.length > 0) {
            slots.found(columns, start, at);
        }
    }

    private void records(KeyNode node, int depth) {
        if (here() == '[') {
            at++;
            space();
            if (here() == ']') {
                // No row, and that is no mistake: for the reader that can say so.
                throw Odd.ONE;
            }
            while (true) {
                record(node, depth + 1);
                space();
                if (here() == ']') {
                    at++;
                    return;
                }
                expect(',');
                space();
            }
        }
        record(node, depth);
    }

    private void record(KeyNode node, int depth) {
        if (here() != '{') {
            throw Odd.ONE;
        }
        slots.begin();
        object(node, depth);
    }

    /** An object with columns in it. */
    private void object(KeyNode node, int depth) {
        deeper(depth);
        at++;
        space();
        if (here() == '}') {
            at++;
            return;
        }
        int last = -1;
        while (true) {
            int key = at + 1;
            key();
            int child = node.find(in, key, at - 1, last);
            colon();
            if (child < 0) {
                skip(depth + 1);
            } else {
                last = child;
                KeyNode found = node.child(child);
                // What came before under the same key is replaced, whatever comes now.
                if (found.isWayToRecords()) {
                    slots.clear();
                } else if (slots.records() > 0) {
                    slots.forget(found.below());
                }
                value(found, depth + 1);
            }
            space();
            if (here() == '}') {
                at++;
                return;
            }
            expect(',');
            space();
        }
    }

    private void deeper(int depth) {
        if (depth >= MAX_DEPTH) {
            throw Odd.ONE;
        }
    }

    /** One key may be written in two ways, and half a surrogate pair is none: what is escaped is not for this reader. */
    private void key() {
        string();
        if (escaped) {
            throw Odd.ONE;
        }
    }

    private void colon() {
        space();
        expect(':');
        space();
    }

    private void expect(char wanted) {
        if (here() != wanted) {
            throw Odd.ONE;
        }
        at++;
    }

    /** Any value, without a look at what it says. */
    private void skip(int depth) {
        switch (here()) {
            case '"' -> string();
            case '{' -> members(depth);
            case '[' -> elements(depth);
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> number();
        }
    }

    private void members(int depth) {
        deeper(depth);
        at++;
        space();
        if (here() == '}') {
            at++;
            return;
        }
        while (true) {
            key();
            colon();
            skip(depth + 1);
            space();
            if (here() == '}') {
                at++;
                return;
            }
            expect(',');
            space();
        }
    }

    private void elements(int depth) {
        deeper(depth);
        at++;
        space();
        if (here() == ']') {
            at++;
            return;
        }
        while (true) {
            skip(depth + 1);
            space();
            if (here() == ']') {
                at++;
                return;
            }
            expect(',');
            space();
        }
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            expect(word.charAt(i));
        }
    }

    private void string() {
        expect('"');
        escaped = false;
        byte[] bytes = in;
        int i = at;
        int seen = 0;
        while (i < bytes.length) {
            byte b = bytes[i++];
            seen |= b;
            if (b == '"') {
                at = i;
                all |= seen;
                return;
            }
            if (b == '\\') {
                escaped = true;
                i = escape(i);
            } else if (b >= 0 && b < ' ') {
                break;
            }
        }
        throw Odd.ONE;
    }

    /** Behind an escape, whose backslash was before. */
    private int escape(int from) {
        if (from >= in.length) {
            throw Odd.ONE;
        }
        return switch (in[from]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> from + 1;
            case 'u' -> hex(from + 1);
            default -> throw Odd.ONE;
        };
    }

    /** Behind four hexadecimal digits. */
    private int hex(int from) {
        if (from + 4 > in.length) {
            throw Odd.ONE;
        }
        for (int i = from; i < from + 4; i++) {
            if (!Notation.isHex((char) in[i])) {
                throw Odd.ONE;
            }
        }
        return from + 4;
    }

    private void number() {
        if (here() == '-') {
            at++;
        }
        if (here() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < in.length && in[at] == '.') {
            at++;
            digits();
        }
        if (at < in.length && (in[at] == 'e' || in[at] == 'E')) {
            at++;
            if (here() == '+' || here() == '-') {
                at++;
            }
            digits();
        }
    }

    private void digits() {
        byte[] bytes = in;
        int i = at;
        while (i < bytes.length && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        if (i == at) {
            throw Odd.ONE;
        }
        at = i;
    }
}
