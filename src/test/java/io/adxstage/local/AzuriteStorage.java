package io.adxstage.local;

import com.azure.core.credential.AzureNamedKeyCredential;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableClientBuilder;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableEntityUpdateMode;
import com.azure.data.tables.sas.TableSasPermission;
import com.azure.data.tables.sas.TableSasSignatureValues;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.models.BlobAccessPolicy;
import com.azure.storage.blob.models.BlobSignedIdentifier;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import com.azure.storage.queue.models.QueueAccessPolicy;
import com.azure.storage.queue.models.QueueSignedIdentifier;
import com.azure.storage.queue.sas.QueueServiceSasSignatureValues;
import io.adxstage.local.kusto.Resources;
import io.adxstage.testing.Azurite;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * A container, queues and a status table of its own in Azurite, and signatures for them that give clients no more than they
 * need. Signatures refer to a policy of the container and of the queue, whose time can be made to be over.
 */
final class AzuriteStorage {

    private static final Duration GOOD_FOR = Duration.ofMinutes(15);

    final BlobContainerClient container;
    final QueueClient queue;
    private final QueueClient failures;
    private final QueueClient successes;
    private final TableClient statuses;
    private final String statusTable;
    private int policy;
    private int timesAsked;

    AzuriteStorage(Azurite azurite) {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        container = new BlobContainerClientBuilder()
                .endpoint(azurite.blobs())
                .credential(new StorageSharedKeyCredential(azurite.account(), azurite.key()))
                .containerName(name)
                .buildClient();
        queue = queue(azurite, name);
        failures = queue(azurite, name + "-failures");
        successes = queue(azurite, name + "-successes");
        statuses = new TableClientBuilder()
                .endpoint(azurite.tables())
                .credential(new AzureNamedKeyCredential(azurite.account(), azurite.key()))
                .tableName(name)
                .buildClient();
        // The client's own word for it leaves the account out where that is part of the path.
        statusTable = azurite.tables() + "/" + name;
        container.create();
        List.of(queue, failures, successes).forEach(QueueClient::create);
        statuses.createTable();
        renewPolicies();
    }

    private static QueueClient queue(Azurite azurite, String name) {
        return new QueueClientBuilder()
                .endpoint(azurite.queues())
                .credential(new StorageSharedKeyCredential(azurite.account(), azurite.key()))
                .queueName(name)
                .buildClient();
    }

    /** What the cluster answers to who asks where to upload. */
    synchronized Resources handOut() {
        timesAsked++;
        return new Resources(
                container.getBlobContainerUrl() + "?"
                        + container.generateSas(new BlobServiceSasSignatureValues(policyName(policy))),
                signed(queue),
                signed(failures),
                signed(successes),
                statusTable
                        + "?"
                        + statuses.generateSas(new TableSasSignatureValues(
                                OffsetDateTime.now().plus(GOOD_FOR), TableSasPermission.parse("rau"))));
    }

    private String signed(QueueClient one) {
        return one.getQueueUrl() + "?" + one.generateSas(new QueueServiceSasSignatureValues(policyName(policy)));
    }

    synchronized int timesAsked() {
        return timesAsked;
    }

    /** What was handed out for container and queues is expired from now on; the next ones will be good again. */
    synchronized void expireSignatures() {
        policy++;
        renewPolicies();
    }

    private void renewPolicies() {
        OffsetDateTime now = OffsetDateTime.now();
        container.setAccessPolicy(
                null, List.of(blobs(policy - 1, now.minusSeconds(1)), blobs(policy, now.plus(GOOD_FOR))));
        for (QueueClient one : List.of(queue, failures, successes)) {
            one.setAccessPolicy(List.of(queues(policy - 1, now.minusSeconds(1)), queues(policy, now.plus(GOOD_FOR))));
        }
    }

    private static BlobSignedIdentifier blobs(int policy, OffsetDateTime until) {
        return new BlobSignedIdentifier()
                .setId(policyName(policy))
                .setAccessPolicy(new BlobAccessPolicy()
                        .setStartsOn(until.minusDays(1))
                        .setExpiresOn(until)
                        .setPermissions("rw"));
    }

    /** Clients only add: they never read what others announced. */
    private static QueueSignedIdentifier queues(int policy, OffsetDateTime until) {
        return new QueueSignedIdentifier()
                .setId(policyName(policy))
                .setAccessPolicy(new QueueAccessPolicy()
                        .setStartsOn(until.minusDays(1))
                        .setExpiresOn(until)
                        .setPermissions("a"));
    }

    private static String policyName(int policy) {
        return "clients-" + policy;
    }

    /** Writes what came of an ingestion into what its client wrote before. */
    void report(String partitionKey, String rowKey, String status, String errorCode, String details) {
        TableEntity entity = new TableEntity(partitionKey, rowKey)
                .addProperty("Status", status)
                .addProperty("UpdatedOn", OffsetDateTime.now());
        if (!errorCode.isEmpty()) {
            entity.addProperty("ErrorCode", errorCode)
                    .addProperty("FailureStatus", "Permanent")
                    .addProperty("Details", details);
        }
        statuses.upsertEntityWithResponse(entity, TableEntityUpdateMode.MERGE, null, null);
    }
}
