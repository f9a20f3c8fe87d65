package io.adxstage.mqtt;

/** What a broker refused, or that it cannot be reached. The message is a sentence for the operator. */
public final class BrokerProblem extends Exception {

    private static final long serialVersionUID = 1L;

    /** What may help. */
    enum Kind {
        /** Time. */
        PASSING,
        /** A person. */
        REFUSED,
        /** A person: the broker sends a message larger than is taken. */
        TOO_LARGE,
        /** The other version of the protocol: the broker said by code that it does not know this one. */
        PROTOCOL_VERSION,
        /** Time, or the other version of the protocol: the connection broke, and the broker did not say why. */
        BROKEN,
        /** Time: the same of a connection that stood. */
        CUT_OFF
    }

    private final Kind kind;

    BrokerProblem(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** The same for a connection that stood: then the version of the protocol was not the reason. */
    BrokerProblem whileConnected() {
        boolean unexplained = kind == Kind.PROTOCOL_VERSION || kind == Kind.BROKEN;
        return unexplained ? new BrokerProblem(Kind.CUT_OFF, String.valueOf(getMessage())) : this;
    }

    /** Whether waiting alone will not mend it. */
    public boolean needsAPerson() {
        return kind == Kind.REFUSED || kind == Kind.TOO_LARGE;
    }

    /** Whether the broker sent a message larger than is taken. */
    public boolean isTooLarge() {
        return kind == Kind.TOO_LARGE;
    }
}
