/**
 * A small Kusto: tables, their types, ingestion with its silent damage, commands and the simplest queries. Knows no
 * HTTP.
 */
@NullMarked
package io.adxstage.local.kusto;

import org.jspecify.annotations.NullMarked;
