package io.adxstage.security;

/** The service would be open to people it should not be open to. Says why, and the mend; never a password. */
final class RefusesToStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String mend;

    RefusesToStart(String why, String mend) {
        super(why);
        this.mend = mend;
    }

    String mend() {
        return mend;
    }
}
