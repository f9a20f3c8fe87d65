package io.adxstage.store;

/** The store cannot be opened with the given settings. The message names place and reason. */
class StoreCannotOpen extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String mend;

    StoreCannotOpen(String message, String mend) {
        super(message);
        this.mend = mend;
    }

    /** What to do about it, in a sentence. */
    String mend() {
        return mend;
    }
}
