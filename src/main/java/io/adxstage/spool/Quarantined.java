package io.adxstage.spool;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A batch that was found damaged. Its files lie untouched in the folder; rows before the damage were brought back.
 *
 * @param id of the batch; numbered where it was damaged more than once
 * @param rows that could not be brought back, as far as anything tells
 * @param bytes of the data file
 * @param reason what is wrong with it
 */
public record Quarantined(String id, Instant at, long rows, long bytes, String reason, Path folder) {}
