package io.adxstage.flow;

import io.adxstage.adx.Destination;
import io.adxstage.message.Rows;
import io.adxstage.spool.OpenBatch;
import io.adxstage.spool.SealedBatch;
import io.adxstage.spool.StageSpool;
import io.adxstage.stage.Stage;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.integration.IntegrationMessageHeaderAccessor;
import org.springframework.integration.acks.SimpleAcknowledgment;
import org.springframework.integration.store.AbstractMessageGroupStore;
import org.springframework.integration.store.MessageGroup;
import org.springframework.messaging.Message;
import org.springframework.scheduling.TaskScheduler;

/**
 * The aggregator's store: a group is an open batch file, and adding a message appends its rows. There is one group, the
 * stage's. It is released when it is full, or by a timer that starts with its first row: the aggregator's own group
 * timeout would start anew with every message.
 */
final class OpenBatches extends AbstractMessageGroupStore {

    private static final Logger log = LoggerFactory.getLogger(OpenBatches.class);

    private final String stageId;
    private final Stage.Batch limits;
    private final Destination destination;
    private final StageSpool spool;
    private final Books books;
    private final TaskScheduler timer;

    private volatile @Nullable BatchGroup group;
    private @Nullable ScheduledFuture<?> release;

    OpenBatches(
            String stageId,
            Stage.Batch limits,
            Destination destination,
            StageSpool spool,
            Books books,
            TaskScheduler timer) {
        this.stageId = stageId;
        this.limits = limits;
        this.destination = destination;
        this.spool = spool;
        this.books = books;
        this.timer = timer;
    }

    /** The key of the one group: the aggregator locks on it, when rows are added and when the timer releases. */
    Object groupId() {
        return stageId;
    }

    /** Appends the rows of a message; the message is acknowledged when they are on disk. */
    @Override
    protected void doAddMessagesToGroup(Object groupId, Message<?>... messages) {
        for (Message<?> message : messages) {
            Rows.Lines lines = (Rows.Lines) message.getPayload();
            SimpleAcknowledgment ack = message.getHeaders()
                    .get(IntegrationMessageHeaderAccessor.ACKNOWLEDGMENT_CALLBACK, SimpleAcknowledgment.class);
            BatchGroup open = group;
            if (open == null) {
                open = open();
            }
            open.batch().append(lines.bytes(), lines.count(), ack == null ? () -> {} : ack::acknowledge);
            books.collected(lines.count());
        }
    }

    private BatchGroup open() {
        OpenBatch batch = spool.open(Destinations.label(destination));
        BatchGroup open = new BatchGroup(stageId, batch);
        group = open;
        books.opened(batch, destination);
        releaseAt(batch.createdAt().plus(limits.time().duration()));
        return open;
    }

    private void releaseAt(Instant when) {
        release = timer.schedule(this::release, when);
    }

    /** Seals the open batch, if there is one, and sends it on. Where the disk does not allow it, again in a second. */
    void release() {
        try {
            expireMessageGroups(0);
        } catch (RuntimeException notNow) {
            log.warn("Stage {}: {}", stageId, notNow.getMessage());
        }
        if (group != null && isDue()) {
            releaseAt(Instant.now().plusSeconds(1));
        }
    }

    private boolean isDue() {
        BatchGroup open = group;
        return open != null
                && !Instant.now()
                        .isBefore(open.batch().createdAt().plus(limits.time().duration()));
    }

    /** The release strategy: full by rows or by bytes. */
    boolean isFull(MessageGroup candidate) {
        if (!(candidate instanceof BatchGroup open)) {
            return false;
        }
        Long maxRows = limits.maxRows();
        return (maxRows != null && open.batch().rows() >= maxRows)
                || open.batch().rawBytes() >= limits.maxBytes();
    }

    /** The output processor: an open batch goes in, a sealed one comes out. */
    SealedBatch seal(MessageGroup released) {
        SealedBatch sealed = ((BatchGroup) released).batch().seal();
        ScheduledFuture<?> timeout = release;
        if (timeout != null) {
            timeout.cancel(false);
        }
        group = null;
        books.sealed(sealed);
        return sealed;
    }

    /** Gives the open batch up with its rows. */
    void discard() throws IOException {
        BatchGroup open = group;
        if (open != null) {
            group = null;
            open.batch().discard();
            books.openBatchDiscarded();
        }
    }

    /** Why the disk takes no rows at present. */
    @Nullable
    String trouble() {
        BatchGroup open = group;
        return open == null ? null : open.batch().trouble();
    }

    @Override
    public MessageGroup getMessageGroup(Object groupId) {
        BatchGroup open = group;
        return open == null ? BatchGroup.empty(stageId) : open;
    }

    @Override
    public Iterator<MessageGroup> iterator() {
        BatchGroup open = group;
        return open == null
                ? List.<MessageGroup>of().iterator()
                : List.<MessageGroup>of(open).iterator();
    }

    /** The group goes when its batch is sealed; until then its rows are on disk, whatever the aggregator thinks. */
    @Override
    protected void doRemoveMessageGroup(Object groupId) {}

    @Override
    protected void doRemoveMessagesFromGroup(Object groupId, Collection<Message<?>> messages) {}

    @Override
    protected void doCompleteGroup(Object groupId) {}

    @Override
    protected void doSetGroupCondition(Object groupId, String condition) {}

    @Override
    protected void doSetLastReleasedSequenceNumberForGroup(Object groupId, int sequenceNumber) {}

    @Override
    protected @Nullable Message<?> doPollMessageFromGroup(Object groupId) {
        return null;
    }

    @Override
    public int messageGroupSize(Object groupId) {
        return getMessageGroup(groupId).size();
    }

    @Override
    public Collection<Message<?>> getMessagesForGroup(Object groupId) {
        return List.of();
    }
}
