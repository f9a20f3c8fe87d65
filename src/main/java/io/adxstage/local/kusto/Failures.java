package io.adxstage.local.kusto;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/** Ingestions that failed after they were accepted. Only who asks for them learns of them; the last thousand are kept. */
final class Failures {

    private static final int KEPT = 1_000;

    private final Deque<Failure> failures = new ArrayDeque<>();

    record Failure(UUID operation, Instant at, IngestRequest request, Outcome.Failed outcome) {}

    synchronized void add(IngestRequest request, Outcome.Failed outcome) {
        failures.addLast(new Failure(UUID.randomUUID(), Instant.now(), request, outcome));
        if (failures.size() > KEPT) {
            failures.removeFirst();
        }
    }

    synchronized List<Failure> all() {
        return List.copyOf(failures);
    }
}
