package io.adxstage.flow;

import io.adxstage.spool.OpenBatch;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.store.MessageGroup;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/** A message group that is a handle to a batch file: its size is the rows, its messages are long in the file. */
final class BatchGroup implements MessageGroup {

    private final String stageId;
    private final @Nullable OpenBatch batch;

    BatchGroup(String stageId, OpenBatch batch) {
        this.stageId = stageId;
        this.batch = batch;
    }

    private BatchGroup(String stageId) {
        this.stageId = stageId;
        this.batch = null;
    }

    static BatchGroup empty(String stageId) {
        return new BatchGroup(stageId);
    }

    OpenBatch batch() {
        return Objects.requireNonNull(batch, "an empty group has no batch");
    }

    @Override
    public Object getGroupId() {
        return stageId;
    }

    @Override
    public int size() {
        return batch == null ? 0 : (int) Math.min(Integer.MAX_VALUE, batch.rows());
    }

    /** As old as can be: whoever asks for its release means it, whatever the clock of this machine says meanwhile. */
    @Override
    public long getTimestamp() {
        return 0;
    }

    @Override
    public long getLastModified() {
        return getTimestamp();
    }

    @Override
    public boolean canAdd(Message<?> message) {
        return true;
    }

    @Override
    public Collection<Message<?>> getMessages() {
        return List.of();
    }

    @Override
    public void add(Message<?> message) {
        throw new UnsupportedOperationException("rows are added through the store");
    }

    @Override
    public boolean remove(Message<?> message) {
        return false;
    }

    @Override
    public int getLastReleasedMessageSequenceNumber() {
        return 0;
    }

    @Override
    public void setLastReleasedMessageSequenceNumber(int sequenceNumber) {}

    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    public void complete() {}

    @Override
    public int getSequenceSize() {
        return 0;
    }

    /** The aggregator takes headers for the released batch from here; there are none to take. */
    @Override
    public @Nullable Message<?> getOne() {
        return batch == null ? null : new GenericMessage<>(stageId);
    }

    @Override
    public void setLastModified(long lastModified) {}

    @Override
    public void setCondition(@Nullable String condition) {}

    @Override
    public @Nullable String getCondition() {
        return null;
    }

    @Override
    public void clear() {}
}
