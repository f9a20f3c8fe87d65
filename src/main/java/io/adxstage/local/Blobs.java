package io.adxstage.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Uploaded data until it is ingested, as files of made-up names: what clients call a blob never names a file. */
final class Blobs implements AutoCloseable {

    private final Path folder;
    private final Map<String, Path> blobs = new ConcurrentHashMap<>();
    private final Map<String, Path> blocks = new ConcurrentHashMap<>();

    /** @param folder emptied now and at the end */
    Blobs(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        empty();
    }

    /** The name of the blob at an address of the container, whatever stands behind it. */
    static String nameIn(String address) {
        int query = address.indexOf('?');
        String path = query < 0 ? address : address.substring(0, query);
        String container = Storage.PATH + Storage.CONTAINER + "/";
        int start = path.indexOf(container);
        String name = start < 0 ? path : path.substring(start + container.length());
        return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    void put(String name, InputStream data) throws IOException {
        replace(blobs, name, save(data));
    }

    void putBlock(String name, String block, InputStream data) throws IOException {
        replace(blocks, name + "\n" + block, save(data));
    }

    /** Makes the blob of blocks that were put before. Answers false where one of them is missing. */
    boolean commit(String name, List<String> blockIds) throws IOException {
        Path whole = folder.resolve(UUID.randomUUID().toString());
        try (OutputStream out = Files.newOutputStream(whole)) {
            for (String id : blockIds) {
                Path block = blocks.remove(name + "\n" + id);
                if (block == null) {
                    return false;
                }
                Files.copy(block, out);
                Files.delete(block);
            }
        }
        replace(blobs, name, whole);
        return true;
    }

    Optional<InputStream> open(String name) throws IOException {
        Path file = blobs.get(name);
        return file == null ? Optional.empty() : Optional.of(Files.newInputStream(file));
    }

    void remove(String name) throws IOException {
        replace(blobs, name, null);
    }

    private Path save(InputStream data) throws IOException {
        Path file = folder.resolve(UUID.randomUUID().toString());
        Files.copy(data, file);
        return file;
    }

    private static void replace(Map<String, Path> files, String key, @Nullable Path next) throws IOException {
        Path before = next == null ? files.remove(key) : files.put(key, next);
        if (before != null) {
            Files.deleteIfExists(before);
        }
    }

    private void empty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            empty();
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
