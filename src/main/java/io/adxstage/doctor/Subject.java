package io.adxstage.doctor;

/** What is looked at, in the order in which it is told. */
public enum Subject {
    DOCUMENT("document", "the document is not right"),
    CLUSTER_DNS("cluster-dns", "the cluster's host is unknown"),
    CLUSTER_TCP("cluster-tcp", "nothing answers at the cluster's host"),
    CLUSTER_TLS("cluster-tls", "there is no TLS with the cluster"),
    CLOCK("clock", "the clocks differ"),
    TOKEN("token", "there is no token"),
    CLUSTER("cluster", "the cluster does not answer"),
    INGESTION_ENDPOINT("ingestion-endpoint", "the ingestion service does not answer"),
    INGEST_RIGHT("ingest-right", "the identity may not ingest"),
    READ_RIGHT("read-right", "the identity may not read the schema"),
    DATABASE("database", "the database cannot be seen"),
    TABLE("table", "the table cannot be seen"),
    COLUMN("column", "the column is missing"),
    MAPPING("mapping", "the mapping is missing"),
    STREAMING_POLICY("streaming-policy", "streaming is off"),
    BATCHING_POLICY("batching-policy", "the batching policy cannot be seen"),
    STORAGE_CONTAINER("storage-container", "the storage cannot be reached"),
    STORAGE_QUEUE("storage-queue", "the queue cannot be reached"),
    BROKER("broker", "the stage has no input"),
    BROKER_DNS("broker-dns", "the broker's host is unknown"),
    BROKER_TCP("broker-tcp", "nothing answers at the broker's host"),
    BROKER_TLS("broker-tls", "there is no TLS with the broker"),
    BROKER_CONNECT("broker-connect", "the broker does not let us in"),
    BROKER_SUBSCRIBE("broker-subscribe", "the broker refuses the subscription");

    private final String key;
    private final String because;

    Subject(String key, String because) {
        this.key = key;
        this.because = because;
    }

    /** Stable, for programs. */
    public String key() {
        return key;
    }

    /** Why what depends on it is not tried where it is not well: the end of a sentence. */
    String because() {
        return because;
    }
}
