/**
 * How messages come in.
 *
 * <p>A stage's endpoint, {@link io.adxstage.mqtt.MqttInbound}, keeps one connection for as long as it runs. Three kinds of
 * threads meet there. The keeper connects, subscribes, waits and tries again. The few event loops of {@code Transport}
 * carry the bytes of all connections and never wait for anybody. A consumer for each connection hands the messages to the
 * flow, one after the other; while it lags, nothing more is read from its broker. The acknowledgment of a message may be
 * given by any thread, at any time, and goes out in the order in which the messages came.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"stage", "message"})
package io.adxstage.mqtt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
