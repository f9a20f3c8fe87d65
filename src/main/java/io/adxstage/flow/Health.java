package io.adxstage.flow;

import io.adxstage.mqtt.BrokerProblem;
import io.adxstage.mqtt.MqttInbound;
import io.adxstage.spool.Redeliveries;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a running stage last heard from its broker and its cluster. Thread-safe. */
final class Health implements MqttInbound.Watcher {

    private final Redeliveries redeliveries;
    private final Books books;
    private boolean subscribed;
    private long lost;
    private List<String> notGranted = List.of();
    private @Nullable BrokerProblem brokerProblem;
    private @Nullable String clusterProblem;
    private @Nullable String rejection;
    private @Nullable String lastError;
    private @Nullable Instant lastErrorAt;

    /**
     * @param redeliveries to be forgotten with the broker's session
     * @param books to count what is lost
     */
    Health(Redeliveries redeliveries, Books books) {
        this.redeliveries = redeliveries;
        this.books = books;
    }

    @Override
    public void connected(boolean sessionPresent) {
        if (!sessionPresent) {
            redeliveries.forgetAll();
        }
    }

    @Override
    public void lost() {
        books.lost();
        synchronized (this) {
            lost++;
        }
    }

    /** Messages of QoS 0 that could not be taken, since the stage was started. */
    synchronized long lostMessages() {
        return lost;
    }

    @Override
    public synchronized void subscribed() {
        subscribed = true;
        brokerProblem = null;
    }

    @Override
    public synchronized void granted(List<String> sentences) {
        notGranted = List.copyOf(sentences);
    }

    /** What the broker grants less of than the stage asks for, in sentences. */
    synchronized List<String> notGranted() {
        return notGranted;
    }

    @Override
    public synchronized void failed(BrokerProblem why) {
        subscribed = false;
        brokerProblem = why;
        error(String.valueOf(why.getMessage()));
    }

    synchronized void delivered() {
        clusterProblem = null;
    }

    synchronized void notDelivered(String reason) {
        clusterProblem = reason;
        error(reason);
    }

    /** A batch that the cluster accepted is in its table. */
    synchronized void arrived() {
        rejection = null;
    }

    /** A batch that the cluster accepted did not arrive. */
    synchronized void rejected(String reason) {
        rejection = reason;
        error(reason);
    }

    private void error(String message) {
        lastError = message;
        lastErrorAt = Instant.now();
    }

    synchronized boolean isSubscribed() {
        return subscribed;
    }

    synchronized @Nullable BrokerProblem brokerProblem() {
        return brokerProblem;
    }

    synchronized @Nullable String clusterProblem() {
        return clusterProblem;
    }

    /** Why the latest batch that is known of was rejected after it was accepted; absent where it arrived. */
    synchronized @Nullable String rejection() {
        return rejection;
    }

    synchronized @Nullable String lastError() {
        return lastError;
    }

    synchronized @Nullable Instant lastErrorAt() {
        return lastErrorAt;
    }
}
