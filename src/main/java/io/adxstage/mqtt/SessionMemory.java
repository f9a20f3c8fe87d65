package io.adxstage.mqtt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.TreeSet;
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

    record Session(String broker, String clientId, int qos, Set<String> filters) {

        static final Session NONE = new Session("", "", 0, Set.of());

        boolean isOf(ConnectionPlan plan) {
            return broker.equals(plan.serverUri()) && clientId.equals(plan.clientId());
        }

        static Session of(ConnectionPlan plan) {
            return new Session(
                    plan.serverUri(),
                    plan.clientId(),
                    plan.input().qos(),
                    new TreeSet<>(Filters.withoutCovered(plan.input().topics())));
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
