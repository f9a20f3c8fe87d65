package io.adxstage.local;

import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.adxstage.local.kusto.Outcome;
import io.adxstage.testing.Azurite;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stand-in for a cluster with Azurite as its storage: who uploads shows a real signature, and what is announced is
 * ingested afterwards by somebody who was told nothing else. Needs
 * {@link io.adxstage.testing.RequiresAzurite @RequiresAzurite}.
 */
public final class AzuriteCluster implements AutoCloseable {

    private final AzuriteStorage storage;
    private final AdxStandIn standIn;
    private final AzuriteWorker worker;

    private AzuriteCluster(Azurite azurite) throws IOException {
        storage = new AzuriteStorage(azurite);
        standIn = AdxStandIn.withStorage(storage::handOut).start();
        worker = new AzuriteWorker(standIn.kusto(), storage);
    }

    /** A new cluster, empty and apart from others, on the Azurite that all tests share. */
    public static AzuriteCluster start() throws IOException {
        return new AzuriteCluster(Azurite.shared());
    }

    /** What a stage has as its {@code clusterUrl}. */
    public String url() {
        return standIn.url();
    }

    /** @see AdxStandIn#createTable */
    public void createTable(String database, String table, String schema) {
        standIn.createTable(database, table, schema);
    }

    /** @see AdxStandIn#command */
    public JsonNode command(String database, String text) {
        return standIn.command(database, text);
    }

    /** @see AdxStandIn#count */
    public long count(String database, String table) {
        return standIn.count(database, table);
    }

    /** @see AdxStandIn#rows */
    public List<ObjectNode> rows(String database, String table) {
        return standIn.rows(database, table);
    }

    /** From now on announcements stay in the queue: batches are accepted and do not arrive. */
    public void hold() {
        worker.hold(true);
    }

    /** Takes up what is in the queue, and what comes. */
    public void release() {
        worker.hold(false);
    }

    /**
     * From now on nothing that is taken from the queue is ingested; who asked is told so. A table that is missing does the
     * same for its own batches, with the code {@code BadRequest_TableNotExist}.
     */
    public void reject(String errorCode, String details) {
        worker.refuse(new Outcome.Failed(errorCode, details));
    }

    /** Ends {@link #reject}; what was rejected stays so. */
    public void accept() {
        worker.refuse(null);
    }

    /**
     * Signatures handed out so far for container and queues are expired: the storage answers 403. Those handed out from now
     * on are good. Announcements that are in the queue carry the old ones.
     */
    public void expireSignatures() {
        storage.expireSignatures();
    }

    /** How often somebody asked where to upload. */
    public int timesAsked() {
        return storage.timesAsked();
    }

    /** The announcements in the queue, oldest first, 32 at most: worth a look while they are held. */
    public List<JsonNode> announced() {
        return storage.queue.peekMessages(32, null, null).stream()
                .map(item -> Base64.getDecoder().decode(item.getBody().toBytes()))
                .map(message -> JsonMapper.shared().readTree(message))
                .toList();
    }

    /** Names of the blobs that are there; a blob goes when it was ingested or rejected. */
    public List<String> blobs() {
        return storage.container.listBlobs().stream().map(BlobItem::getName).toList();
    }

    public byte[] blob(String name) {
        return storage.container.getBlobClient(name).downloadContent().toBytes();
    }

    /** How many pieces the blob was uploaded in; none where it came whole. */
    public int pieces(String name) {
        BlockBlobClient blob = storage.container.getBlobClient(name).getBlockBlobClient();
        return blob.listBlocks(BlockListType.COMMITTED).getCommittedBlocks().size();
    }

    @Override
    public void close() {
        worker.close();
        standIn.close();
    }
}
