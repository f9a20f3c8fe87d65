package io.adxstage.local.kusto;

/** A column of a table. Names are case-sensitive. */
record Column(String name, ColumnType type) {}
