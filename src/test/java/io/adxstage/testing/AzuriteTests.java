package io.adxstage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RequiresAzurite
class AzuriteTests {

    @TempDir
    Path folder;

    @Test
    void itListensOnPortsOfItsOwnUntilItIsClosed() throws Exception {
        List<String> urls;
        try (var azurite = Azurite.start(folder)) {
            urls = List.of(azurite.blobs(), azurite.queues(), azurite.tables());
            assertThat(urls).doesNotHaveDuplicates().allMatch(AzuriteTests::answers);
            assertThat(urls).doesNotContain(Azurite.shared().blobs());
        }
        assertThat(urls).noneMatch(AzuriteTests::answers);
    }

    @Test
    void onlyItsKeyOpensIt() {
        var azurite = Azurite.shared();
        var stranger = new BlobServiceClientBuilder()
                .endpoint(azurite.blobs())
                .credential(new StorageSharedKeyCredential(azurite.account(), "bm90IHRoZSBrZXk="))
                .buildClient();

        Assertions.assertThatExceptionOfType(BlobStorageException.class)
                .isThrownBy(() -> stranger.createBlobContainer("stranger"))
                .satisfies(refused -> assertThat(refused.getStatusCode()).isEqualTo(403));
    }

    private static boolean answers(String url) {
        var address = URI.create(url);
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }
}
