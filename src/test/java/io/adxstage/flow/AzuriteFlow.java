package io.adxstage.flow;

import io.adxstage.local.AzuriteCluster;
import io.adxstage.testing.RequiresAzurite;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.node.ObjectNode;

/** The whole flow with a cluster that has a real storage. */
@RequiresAzurite
abstract class AzuriteFlow extends WholeFlow {

    AzuriteCluster cluster;

    @BeforeEach
    void startCluster() throws Exception {
        cluster = AzuriteCluster.start();
    }

    @AfterEach
    void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Override
    String clusterUrl() {
        return cluster.url();
    }

    @Override
    List<ObjectNode> awaitRows(String table, int count) {
        return Awaitility.await(count + " rows in " + table)
                .atMost(Duration.ofSeconds(90))
                .until(() -> cluster.rows("plant", table), rows -> rows.size() >= count);
    }
}
