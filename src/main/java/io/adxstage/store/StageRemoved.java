package io.adxstage.store;

/** A stage was deleted, or its file was removed. */
public record StageRemoved(StoredStage stage) {}
