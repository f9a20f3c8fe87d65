package io.adxstage.local;

import com.microsoft.azure.kusto.data.Client;
import com.microsoft.azure.kusto.data.ClientFactory;
import com.microsoft.azure.kusto.data.auth.ConnectionStringBuilder;
import com.microsoft.azure.kusto.ingest.ColumnMapping;
import com.microsoft.azure.kusto.ingest.IngestClient;
import com.microsoft.azure.kusto.ingest.IngestClientFactory;
import com.microsoft.azure.kusto.ingest.IngestionMapping;
import com.microsoft.azure.kusto.ingest.IngestionProperties;
import com.microsoft.azure.kusto.ingest.QueuedIngestClient;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The vendor's own clients, as the service uses them. */
final class Sdk {

    static {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "connection");
    }

    private Sdk() {}

    static QueuedIngestClient queued(AdxStandIn standIn) throws URISyntaxException {
        return IngestClientFactory.createClient(new ConnectionStringBuilder(standIn.url()));
    }

    static IngestClient streaming(AdxStandIn standIn) throws URISyntaxException {
        return IngestClientFactory.createStreamingIngestClient(new ConnectionStringBuilder(standIn.url()));
    }

    static Client client(AdxStandIn standIn) throws URISyntaxException {
        return ClientFactory.createClient(new ConnectionStringBuilder(standIn.url()));
    }

    static IngestionProperties json(String database, String table) {
        IngestionProperties properties = new IngestionProperties(database, table);
        properties.setDataFormat(IngestionProperties.DataFormat.JSON);
        return properties;
    }

    static IngestionProperties mapped(String database, String table, String... columns) {
        IngestionProperties properties = json(database, table);
        ColumnMapping[] mappings = new ColumnMapping[columns.length];
        for (int i = 0; i < columns.length; i++) {
            mappings[i] = new ColumnMapping(columns[i], null);
            mappings[i].setPath("$['" + columns[i] + "']");
        }
        properties.setIngestionMapping(mappings, IngestionMapping.IngestionMappingKind.JSON);
        return properties;
    }

    static Path gzip(Path folder, String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name);
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
