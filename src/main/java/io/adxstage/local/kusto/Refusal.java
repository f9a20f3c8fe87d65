package io.adxstage.local.kusto;

/** A command, query or streaming request that the service refuses, with the code it gives. The message is for people. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String exceptionType;

    private Refusal(int status, String code, String exceptionType, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.exceptionType = exceptionType;
    }

    static Refusal syntax(String message) {
        return new Refusal(400, "General_BadRequest", "Kusto.Data.Exceptions.SyntaxException", message);
    }

    static Refusal notFound(String kind, String name) {
        return new Refusal(
                400,
                "BadRequest_EntityNotFound",
                "Kusto.Data.Exceptions.EntityNotFoundException",
                "Entity ID '" + name + "' of kind '" + kind + "' was not found.");
    }

    static Refusal exists(String kind, String name) {
        return new Refusal(
                400,
                "BadRequest_EntityAlreadyExists",
                "Kusto.Data.Exceptions.EntityAlreadyExistsException",
                "Entity ID '" + name + "' of kind '" + kind + "' already exists.");
    }

    /** @param most in bytes */
    public static Refusal tooLarge(long most) {
        return new Refusal(
                413,
                "BadRequest_RequestTooLarge",
                "Kusto.DataNode.Exceptions.StreamingIngestionException",
                "The data is larger than " + most + " bytes: queue it instead.");
    }

    /** An ingestion that the service answers at once, so streaming only. */
    public static Refusal ingestion(String code, String message) {
        return new Refusal(400, code, "Kusto.DataNode.Exceptions.StreamingIngestionException", message);
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** The name of the exception that the service would report, as clients may look at it. */
    public String exceptionType() {
        return exceptionType;
    }
}
