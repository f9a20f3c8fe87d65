package io.adxstage.stage;

/** A secret's value, or where it is found. Never printed. */
public sealed interface Secret {

    /** What every read shows in place of a literal. */
    String MASK = "**********";

    /** The value itself, as somebody typed it. */
    record Literal(String value) implements Secret {
        @Override
        public String toString() {
            return MASK;
        }
    }

    /** {@code ${env:NAME}}. */
    record Environment(String name) implements Secret {
        @Override
        public String toString() {
            return "${env:" + name + "}";
        }
    }

    /** {@code ${file:name}}. */
    record InFile(String name) implements Secret {
        @Override
        public String toString() {
            return "${file:" + name + "}";
        }
    }
}
