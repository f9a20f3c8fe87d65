package io.adxstage.preview;

import io.adxstage.adx.TableKnowledge;
import io.adxstage.stage.Authentication;
import io.adxstage.stage.Stage;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen of tables lately, so that a preview that follows every key does not ask the cluster each time. The longest
 * unused go first when there are too many.
 */
final class Looks {

    private static final int MOST = 50;
    private static final Duration LASTING = Duration.ofMinutes(5);

    private record Key(URI clusterUrl, String database, String table, Authentication authentication) {
        static Key of(Stage stage) {
            return new Key(stage.clusterUrl(), stage.database(), stage.table(), stage.authentication());
        }
    }

    private record Seen(TableKnowledge knowledge, long nanoTime) {}

    private final Map<Key, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Seen> eldest) {
            return size() > MOST;
        }
    };

    synchronized TableKnowledge remember(Stage stage, TableKnowledge knowledge) {
        seen.put(Key.of(stage), new Seen(knowledge, System.nanoTime()));
        return knowledge;
    }

    synchronized Optional<TableKnowledge> recall(Stage stage) {
        return Optional.ofNullable(seen.get(Key.of(stage)))
                .filter(look -> System.nanoTime() - look.nanoTime() < LASTING.toNanos())
                .map(Seen::knowledge);
    }
}
