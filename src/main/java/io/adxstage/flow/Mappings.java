package io.adxstage.flow;

import io.adxstage.adx.Answer;
import io.adxstage.adx.Cluster;
import io.adxstage.adx.Clusters;
import io.adxstage.adx.Destination;
import io.adxstage.adx.StreamMapping;
import io.adxstage.adx.Trouble;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.SecretUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Creates the mappings that streaming needs, as the stage's identity, because somebody asked for it. */
final class Mappings {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Clusters clusters;

    Mappings(Clusters clusters) {
        this.clusters = clusters;
    }

    /** Creates one for each target, up to the first that is refused. One that is there already stays as it is. */
    MappingCreation create(Set<Destination> targets, Authentication authentication) {
        List<MappingCreation.Created> created = new ArrayList<>();
        for (Destination target : targets) {
            StreamMapping mapping = StreamMapping.of(target.columns());
            String command = mapping.command(target.table());
            try (Clusters.Lease lease = clusters.lease(target.clusterUrl(), authentication)) {
                Answer answer = lease.cluster().command(Cluster.Service.ENGINE, target.database(), command, PATIENCE);
                if (answer instanceof Answer.Failed failed) {
                    return new MappingCreation.NotNow(why(failed, target));
                }
            } catch (SecretUnavailable missing) {
                return new MappingCreation.NotNow(String.valueOf(missing.getMessage()));
            }
            created.add(new MappingCreation.Created(mapping.name(), target.database(), target.table(), command));
        }
        return new MappingCreation.Done(created);
    }

    private static String why(Answer.Failed failed, Destination target) {
        String table = target.database() + "." + target.table();
        String mend = failed.trouble() == Trouble.FORBIDDEN
                ? " Creating a mapping needs the right Table Ingestor on " + table + "."
                : failed.trouble() == Trouble.NO_ENTITY ? " Check that there is a table " + table + "." : "";
        return "The mapping was not created. " + failed.sentence() + mend;
    }
}
