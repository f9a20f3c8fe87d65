package io.adxstage.adx;

import com.azure.core.http.HttpClient;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.QueueClientBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where a cluster wants data to be put and announced, for as long as its signatures hold.
 *
 * @param identityToken the cluster's word for who we are, to go with each announcement; a secret
 * @param tables where it reports on batches, if asked to
 */
record UploadArea(List<Container> containers, List<Queue> queues, String identityToken, List<StatusTable> tables) {

    /** In seconds: longer than any healthy answer, and short of every patience. */
    private static final int QUEUE_TIMEOUT = 30;

    /** Trying again is the stage's affair: the storage client's own tries would hide the cause, and post twice. */
    private static final RequestRetryOptions ONCE = once(Integer.MAX_VALUE);

    private static final RequestRetryOptions ONCE_QUICKLY = once(QUEUE_TIMEOUT);

    /** Bytes: the HTTP client gives a request a minute from its first byte to the answer, so a large file goes in pieces. */
    private static final int PIECE = 4 << 20;

    /**
     * A place for blobs.
     *
     * @param signature the query of a URL that may read and write there; a secret
     */
    record Container(BlobContainerClient client, String signature) {

        static Container at(String url, HttpClient http) {
            String[] parts = url.split("\\?", 2);
            return new Container(
                    new BlobContainerClientBuilder()
                            .endpoint(parts[0])
                            .sasToken(queryOf(parts))
                            .httpClient(http)
                            .retryOptions(ONCE)
                            .buildClient(),
                    queryOf(parts));
        }

        /** Answers the URL by which the cluster can read it. Blocks. */
        String upload(Path file, String blob) {
            BlockBlobClient to = client.getBlobClient(blob).getBlockBlobClient();
            try (InputStream in = Files.newInputStream(file)) {
                put(in, to);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            return client.getBlobContainerUrl() + "/" + blob + "?" + signature;
        }

        /** The client's own upload of a file never closes it (seen with 12.33): deleted batches would keep their space. */
        private static void put(InputStream in, BlockBlobClient to) throws IOException {
            byte[] piece = in.readNBytes(PIECE);
            if (piece.length < PIECE) {
                var unused = to.upload(BinaryData.fromBytes(piece), true);
                return;
            }
            List<String> blocks = new ArrayList<>();
            for (; piece.length > 0; piece = in.readNBytes(PIECE)) {
                // All ids of a blob are of one length.
                byte[] number = "%08d".formatted(blocks.size()).getBytes(StandardCharsets.US_ASCII);
                String block = Base64.getEncoder().encodeToString(number);
                to.stageBlock(block, BinaryData.fromBytes(piece));
                blocks.add(block);
            }
            var unused = to.commitBlockList(blocks, true);
        }

        String host() {
            return URI.create(client.getBlobContainerUrl()).getHost();
        }
    }

    /** A place for announcements. */
    record Queue(QueueClient client) {

        static Queue at(String url, HttpClient http) {
            String[] parts = url.split("\\?", 2);
            return new Queue(new QueueClientBuilder()
                    .endpoint(parts[0])
                    .sasToken(queryOf(parts))
                    .httpClient(http)
                    .retryOptions(ONCE_QUICKLY)
                    .buildClient());
        }

        /** Blocks, for half a minute at most. */
        void announce(byte[] message) {
            var unused = client.sendMessage(BinaryData.fromBytes(message));
        }

        String host() {
            return URI.create(client.getQueueUrl()).getHost();
        }
    }

    /** A status table with the signature of today. */
    Optional<StatusTable> table(String place) {
        return tables.stream().filter(one -> one.place().equals(place)).findFirst();
    }

    private static String queryOf(String[] parts) {
        return parts.length > 1 ? parts[1] : "";
    }

    private static RequestRetryOptions once(int seconds) {
        return new RequestRetryOptions(RetryPolicyType.FIXED, 1, seconds, null, null, null);
    }

    /** At most three, another order each time: the service asks that the load be spread. */
    static <T> List<T> some(List<T> places) {
        List<T> shuffled = new ArrayList<>(places);
        Collections.shuffle(shuffled);
        return shuffled.subList(0, Math.min(3, shuffled.size()));
    }

    @Override
    public String toString() {
        return "UploadArea[" + containers.size() + " containers, " + queues.size() + " queues, " + tables.size()
                + " status tables]";
    }
}
