package io.adxstage.local.kusto;

/** Where clients upload data and leave their messages: URLs, each with a query that stands for a signature. */
public record Resources(String container, String queue, String failures, String successes, String statusTable) {}
