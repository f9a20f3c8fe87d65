package io.adxstage.stage;

import static io.adxstage.stage.shape.Field.optional;
import static io.adxstage.stage.shape.Field.required;

import io.adxstage.stage.shape.Anything;
import io.adxstage.stage.shape.Field;
import io.adxstage.stage.shape.Fields;
import io.adxstage.stage.shape.Flag;
import io.adxstage.stage.shape.Kinds;
import io.adxstage.stage.shape.ListOf;
import io.adxstage.stage.shape.OneWord;
import io.adxstage.stage.shape.Text;
import io.adxstage.stage.shape.Whole;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The document, described once: the reader's checks, the JSON Schema and the defaults come from here. A new key is one
 * line here, a component of the record, and a line in {@link StageBinding}. Longer than others, as it is the one list.
 */
final class StageShape {

    private static final Text NAME = Texts.line(256);
    private static final Text ID = Texts.line(256);
    private static final Text SECRET = Texts.secret();
    private static final Text PATH = Texts.path();

    private static final long MIB = 1024 * 1024;
    /** 2^53 - 1: exact in every JSON reader. */
    private static final long LARGEST = 9_007_199_254_740_991L;

    private static final Whole RETRIES = new Whole(0, Integer.MAX_VALUE);
    private static final Text PAUSE = Texts.duration(Texts.ANY_LENGTH, "8760h");

    private static final Field TENANT = required("tenantId", ID, "Tenant of the application in Microsoft Entra.");
    private static final Field CLIENT = required("clientId", ID, "Application (client) id.");
    private static final Field PASSWORD =
            optional("password", SECRET, "Password of the certificate: a value, ${env:NAME} or ${file:name}.");

    static final Kinds AUTHENTICATION = new Kinds()
            .kind(
                    "servicePrincipal",
                    "An application with a client secret.",
                    TENANT,
                    CLIENT,
                    required(
                            "clientSecret",
                            SECRET,
                            "The secret's value (not its id): a value, ${env:NAME} or ${file:name}."))
            .kind(
                    "managedIdentity",
                    "The identity of the Azure machine the service runs on.",
                    optional("clientId", ID, "Client id of a user-assigned identity; absent: the system-assigned one."))
            .kind("systemAssignedManagedIdentity", "Synonym of managedIdentity without clientId, in old documents.")
            .kind(
                    "workloadIdentity",
                    "The identity of a Kubernetes service account.",
                    optional("tenantId", ID, "Tenant; absent: from the environment."),
                    optional("clientId", ID, "Client id; absent: from the environment."))
            .kind(
                    "certificate",
                    "An application with a certificate.",
                    TENANT,
                    CLIENT,
                    required("certificate", SECRET, "PEM with its key, or base64 of PKCS#12; or a reference to it."),
                    PASSWORD)
            .kind("azureCli", "Whoever is signed in with the Azure CLI: for a developer's own machine.")
            .kind("none", "Nobody: only for a cluster on this machine.");

    static final Fields BATCH = Fields.of(
            optional("time", Texts.duration("100ms", "24h"), "How long to collect, from the first row.")
                    .or("60s"),
            optional("path", PATH, "The part of each message that holds the record.")
                    .or(".payload"),
            optional("maxRows", new Whole(1, LARGEST), "Send earlier when this many rows are collected."),
            optional("maxBytes", new Whole(1, 1024 * MIB), "Send earlier when this many bytes are collected.")
                    .or((int) (256 * MIB)));

    static final Fields COLUMN = Fields.of(
            required("name", Texts.columnName(), "Column of the table.").like("temperature"),
            optional("path", PATH, "Where the value is, relative to the record; absent: the key of the column's name.")
                    .orFrom(StageShape::ownName)
                    .like(".temperature"));

    static final Kinds RETRY = new Kinds()
            .kind("default", "From 1 s to 2 min between tries, with jitter, until delivered.")
            .kind("none", "One try.")
            .kind(
                    "fixed",
                    "The same pause between tries.",
                    optional("interval", PAUSE, "Pause between tries.").or("10s"),
                    optional("maxRetries", RETRIES, "Tries after the first; absent: without end."))
            .kind(
                    "exponential",
                    "A pause that doubles.",
                    optional("interval", PAUSE, "First pause.").or("1s"),
                    optional("maxInterval", PAUSE, "Longest pause.").or("2m"),
                    optional("maxRetries", RETRIES, "Tries after the first; absent: without end."));

    static final Kinds INPUT_AUTHENTICATION = new Kinds()
            .kind("none", "Nobody in particular.")
            .kind(
                    "usernamePassword",
                    "A user of the broker.",
                    required("username", Texts.mqtt(), "Name of the user."),
                    required("password", SECRET, "Password: a value, ${env:NAME} or ${file:name}."))
            .kind(
                    "certificate",
                    "A client certificate.",
                    required("certificate", SECRET, "PEM with its key, or base64 of PKCS#12; or a reference to it."),
                    PASSWORD);

    private static final Fields CSV_COLUMN = Fields.of(
            required("name", Text.of(1, 1024), "Name of the column."),
            optional("type", OneWord.of("string", "integer", "float", "boolean", "bytes"), "What its values become.")
                    .or("string"),
            optional("path", PATH, "Where the value goes in the record; absent: the key of the column's name.")
                    .orFrom(StageShape::ownName));

    static final Kinds FORMAT = new Kinds()
            .kind("json", "JSON.")
            .kind("raw", "The payload as it is: a text where it is UTF-8, else base64.")
            .kind(
                    "csv",
                    "Comma-separated values, one record a line.",
                    optional("header", new Flag(), "Whether the first line names the columns.")
                            .or(false),
                    required(
                            "columns",
                            new ListOf(CSV_COLUMN, 1, Integer.MAX_VALUE, "name"),
                            "The columns, in the order of the payload."),
                    optional("delimiter", Texts.delimiter(), "The character between values.")
                            .or(","))
            .kind("messagePack", "MessagePack.")
            .kind("cbor", "CBOR.");

    static final Fields INPUT = Fields.of(
            optional("type", OneWord.of("input/mqtt@v1"), "Kind of input.").or("input/mqtt@v1"),
            required("broker", Brokers.text(), "The broker's address.").like("mqtts://broker.example.com:8883"),
            required(
                    "topics",
                    new ListOf(TopicFilters.text(), 1, 64, ""),
                    "MQTT topic filters to subscribe to, like assets/#."),
            optional("qos", new Whole(0, 2), "Quality of service.").or(1),
            optional("cleanSession", new Flag(), "Whether the broker forgets the session on disconnect.")
                    .or(false),
            optional("sessionExpiry", Texts.duration("1s", "4294967294s"), "How long the broker keeps the session.")
                    .or("24h"),
            optional("clientId", Texts.mqtt(), "Client id; absent: made of the instance's and the stage's id."),
            optional("retained", OneWord.of("new", "always", "never"), "Which retained messages become rows.")
                    .or("new"),
            optional("authentication", INPUT_AUTHENTICATION, "Who connects to the broker.")
                    .or(kind("none")),
            optional(
                    "tls",
                    Fields.of(optional("caCertificate", Texts.pem(), "PEM of a private CA; absent: system trust.")),
                    "Whom to trust."),
            optional("format", FORMAT, "How payloads are encoded.").or(kind("json")),
            optional("partitionCount", new Whole(1, Integer.MAX_VALUE), "Accepted from old documents, without effect."),
            optional("partitionStrategy", new Anything(true), "Accepted from old documents, without effect."));

    static final Fields STAGE = Fields.of(
            required("displayName", NAME, "Name shown in the pages.").like("Oven telemetry"),
            optional("description", Text.of(0, Integer.MAX_VALUE), "What the stage does."),
            optional("type", OneWord.of("output/dataexplorer@v1"), "Kind of stage.")
                    .or("output/dataexplorer@v1"),
            optional("enabled", new Flag(), "Whether the stage runs.").or(true),
            required("clusterUrl", ClusterUrls.text(), "URI of the cluster, not of its ingestion endpoint.")
                    .like("https://mycluster.westeurope.kusto.windows.net"),
            required("database", Texts.entityName(), "Name of the database.").like("factory"),
            required("table", Texts.entityName(), "Name of the table.").like("ovens"),
            required("authentication", AUTHENTICATION, "Who writes to the cluster."),
            optional("batch", BATCH, "How much to collect before sending.").or(nothing()),
            required(
                    "columns",
                    new ListOf(COLUMN, 1, Integer.MAX_VALUE, "name"),
                    "The columns of the table to fill, at least one."),
            optional("retry", RETRY, "What to do when the cluster cannot be reached.")
                    .or(kind("default")),
            optional("ingestion", OneWord.of("queued", "streaming", "managed"), "How batches reach the cluster.")
                    .or("queued"),
            optional(
                            "onMismatch",
                            OneWord.of("warn", "deadLetter", "convert"),
                            "What happens to a value that does not fit its column's type.")
                    .or("warn"),
            optional("input", INPUT, "Where messages come from; absent: the instance's default input."),
            optional("viewOptions", new Anything(false), "Kept verbatim, not interpreted."));

    private StageShape() {}

    private static @Nullable JsonNode ownName(ObjectNode column) {
        String name = column.path("name").stringValue(null);
        return name == null ? null : StringNode.valueOf(Path.ofKey(name).text());
    }

    private static ObjectNode kind(String type) {
        return nothing().put("type", type);
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }
}
