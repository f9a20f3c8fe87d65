package io.adxstage.store;

/** A stage was created, changed or found in a new file. Published after it is durable. */
public record StageSaved(StoredStage stage) {}
