package io.adxstage.spool;

/**
 * What tells whether something that is received was received before. Opaque here.
 *
 * @param id 1 to 65,535, used again and again; or 0 for what is known by its fingerprint alone
 * @param fingerprint of what was received; not 0
 */
public record Mark(int id, long fingerprint) {}
