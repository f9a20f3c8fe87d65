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
        /** The other version of the protocol. */
        PROTOCOL_VERSION,
        /** Time as well: a connection that stood broke, and the broker did not say why. */
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
        return kind == Kind.PROTOCOL_VERSION ? new BrokerProblem(Kind.CUT_OFF, String.valueOf(getMessage())) : this;
    }

    /** Whether waiting alone will not mend it. */
    public boolean needsAPerson() {
        return kind == Kind.REFUSED;
    }
}
