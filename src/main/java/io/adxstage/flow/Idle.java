package io.adxstage.flow;

import org.springframework.integration.endpoint.MessageProducerSupport;

/** The way in of a stage that is stopped: nothing comes, while its spool drains. */
final class Idle extends MessageProducerSupport {}
