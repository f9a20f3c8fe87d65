package io.adxstage.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the broker's session of one stage is subscribed to, as far as we asked for it. Without it, nobody could tell
 * which subscriptions of a resumed session are old ones.
 */
final class SessionMemory {

    private static final Logger log = LoggerFactory.getLogger(SessionMemory.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    SessionMemory(Path file) {
        this.file = file;
    }

    /**
     * @param filters what the broker granted
     * @param doubtful what it was asked for, or asked to give up, and did not answer for; absent in files of old
     */
    record Session(String broker, String clientId, int qos, Set<String> filters, Set<String> doubtful) {

        static final Session NONE = new Session("", "", 0, Set.of(), Set.of());

        Session(String broker, String clientId, int qos, Set<String> filters, @Nullable Set<String> doubtful) {
            this.broker = broker;
            this.clientId = clientId;
            this.qos = qos;
            this.filters = filters;
            this.doubtful = doubtful == null ? Set.of() : doubtful;
        }

        /** Everything that the broker may send. */
        Set<String> all() {
            Set<String> all = new TreeSet<>(filters);
            all.addAll(doubtful);
            return all;
        }

        boolean isOf(ConnectionPlan plan) {
            return broker.equals(plan.serverUri()) && clientId.equals(plan.clientId());
        }

        static Session of(ConnectionPlan plan) {
            return new Session(
                    plan.serverUri(),
                    plan.clientId(),
                    plan.input().qos(),
                    new TreeSet<>(Filters.withoutCovered(plan.input().topics())),
                    Set.of());
        }
    }

    Session recall() {
        try {
            return Files.exists(file) ? JSON.readValue(Files.readAllBytes(file), Session.class) : Session.NONE;
        } catch (IOException | JacksonException unreadable) {
            log.warn("{} cannot be read; the broker's old subscriptions stay: {}", file, unreadable.toString());
            return Session.NONE;
        }
    }

    void remember(Session session) {
        if (session.equals(recall())) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, JSON.writeValueAsBytes(session));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            log.warn(
                    "{} cannot be written; old subscriptions may stay after a change: {}", file, unwritable.toString());
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            log.warn("{} cannot be deleted: {}", file, stays.toString());
        }
    }
}
