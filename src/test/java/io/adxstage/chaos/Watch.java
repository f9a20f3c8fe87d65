package io.adxstage.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Looks at the status of a stage all the time, also between two kills, and writes down what must not be. */
final class Watch implements AutoCloseable {

    private static final int MOST = 20;

    private final Service service;
    private final String stage;
    private final Thread thread;
    private final List<String> unbalanced = new ArrayList<>();
    private final List<String> wentBack = new ArrayList<>();
    private volatile boolean over;
    private long received;
    private long looks;

    Watch(Service service, String stage) {
        this.service = service;
        this.stage = stage;
        this.thread = Thread.ofPlatform().name("watch-" + stage).daemon().start(this::lookOnAndOn);
    }

    private void lookOnAndOn() {
        while (!over) {
            try {
                look(service.status(stage));
            } catch (IOException away) {
                // It is dead, or not up yet.
            }
            Moments.pass(Duration.ofMillis(100));
        }
    }

    private synchronized void look(Status status) {
        looks++;
        if (!status.conserves()) {
            note(unbalanced, "the counters do not add up: " + status.counters());
        }
        // Until the spool is read nothing is known, and the status says so.
        if (!status.is("starting") || status.count("received") > 0) {
            if (status.count("received") < received) {
                note(wentBack, "received went back from " + received + " to " + status.count("received"));
            }
            received = status.count("received");
        }
    }

    private static void note(List<String> notes, String what) {
        if (notes.size() < MOST) {
            notes.add(what);
        }
    }

    synchronized List<String> unbalanced() {
        return List.copyOf(unbalanced);
    }

    synchronized List<String> wentBack() {
        return List.copyOf(wentBack);
    }

    synchronized long looks() {
        return looks;
    }

    @Override
    public void close() {
        over = true;
    }
}
