package io.adxstage.local.kusto;

/** Data that cannot be ingested. It undoes the transaction it is thrown in and becomes an {@link Outcome.Failed}. */
final class IngestionFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code as the service's list of ingestion errors has it */
    IngestionFailure(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
