package io.adxstage.flow;

import io.adxstage.adx.Clusters;
import io.adxstage.adx.Destination;
import io.adxstage.adx.Finding;
import io.adxstage.adx.Followed;
import io.adxstage.spool.SealedBatch;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.SecretUnavailable;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows accepted batches until they arrive: one round of questions at a time for each cluster, for all stages that wait
 * for an answer from it, on a thread of its own, so that sending never waits for it.
 */
final class Arrivals {

    private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

    /** Of one stage in one round; the others are due still. */
    private static final int MOST = 200;

    private final Clusters clusters;
    private final Set<URI> underWay = ConcurrentHashMap.newKeySet();

    Arrivals(Clusters clusters) {
        this.clusters = clusters;
    }

    private record Question(
            StageLine line, Authentication authentication, SealedBatch batch, Destination destination) {}

    /** Asks for what is due; to be called every second or so. Does not wait for answers. */
    void look(Collection<StageLine> lines) {
        Map<URI, List<Question>> questions = new LinkedHashMap<>();
        Instant now = Instant.now();
        for (StageLine line : lines) {
            line.authentication()
                    .ifPresent(authentication -> line.books().due(now, MOST).forEach(batch -> {
                        Destination to = Destinations.read(batch.label());
                        questions
                                .computeIfAbsent(to.clusterUrl(), url -> new ArrayList<>())
                                .add(new Question(line, authentication, batch, to));
                    }));
        }
        questions.forEach((url, some) -> {
            if (underWay.add(url)) {
                Thread.ofVirtual().name("arrivals-" + url.getHost()).start(() -> {
                    try {
                        ask(url, some);
                    } finally {
                        underWay.remove(url);
                    }
                });
            }
        });
    }

    private void ask(URI clusterUrl, List<Question> questions) {
        questions.stream()
                .collect(Collectors.groupingBy(Question::authentication, LinkedHashMap::new, Collectors.toList()))
                .forEach((authentication, some) -> {
                    Map<UUID, Finding> findings = findings(clusterUrl, authentication, some);
                    some.forEach(one -> one.line()
                            .found(
                                    one.batch(),
                                    findings.getOrDefault(one.batch().id(), new Finding.Waiting())));
                });
    }

    private Map<UUID, Finding> findings(URI clusterUrl, Authentication authentication, List<Question> questions) {
        List<Followed> followed = questions.stream()
                .map(one -> Followed.of(one.batch(), one.destination()))
                .toList();
        try (Clusters.Lease lease = clusters.lease(clusterUrl, authentication)) {
            return lease.cluster().lookFor(followed);
        } catch (SecretUnavailable missing) {
            return none(followed, new Finding.Hidden("nobody can ask the cluster. " + missing.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return none(followed, new Finding.Waiting());
        } catch (RuntimeException unexpected) {
            log.warn("What {} accepted could not be followed: {}", clusterUrl.getHost(), unexpected.toString());
            return none(followed, new Finding.Hidden("the cluster cannot be asked; the log tells more."));
        }
    }

    private static Map<UUID, Finding> none(List<Followed> followed, Finding finding) {
        Map<UUID, Finding> same = new HashMap<>();
        followed.forEach(one -> same.put(one.id(), finding));
        return same;
    }
}
