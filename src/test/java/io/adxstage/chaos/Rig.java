package io.adxstage.chaos;

import io.adxstage.testing.FaultProxy;
import io.adxstage.testing.Mosquitto;
import io.adxstage.testing.OldBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Broker, service and the way to the stand-in, set up for one scenario. Its folder holds whatever tells why something went
 * wrong: logs, data directory, lists of numbers. The workshop deletes it when nothing did.
 */
final class Rig implements AutoCloseable {

    /** The broker keeps everything while the service is dead, and saves when it ends. */
    static final List<String> PATIENT_BROKER = List.of(
            "allow_anonymous true", "max_queued_messages 0", "max_inflight_messages 100", "autosave_interval 1800");

    /** Faults show sooner than with the defaults. */
    private static final String[] QUICK = {
        "--adx-stage.adx.idempotence=always",
        "--adx-stage.adx.attempt-timeout=30s",
        "--adx-stage.mqtt.max-reconnect-delay=1s"
    };

    final Mosquitto broker;
    final FaultProxy adx;
    final Service service;
    final StandIn standIn;
    private final OldBroker oldBroker;
    private final Path folder;
    private final List<Track> tracks = new ArrayList<>();

    Rig(Workshop workshop, String name, String... settings) throws IOException {
        this(workshop, name, PATIENT_BROKER, settings);
    }

    /** @param settings of the service, before those that make faults show sooner */
    Rig(Workshop workshop, String name, List<String> brokerSettings, String... settings) throws IOException {
        folder = Files.createDirectories(workshop.folder().resolve(name));
        standIn = workshop.standIn();
        broker = Mosquitto.start(folder.resolve("broker"), brokerSettings.toArray(String[]::new));
        oldBroker = new OldBroker(broker.port());
        adx = new FaultProxy(standIn.url());
        Map<String, String> all = new LinkedHashMap<>();
        Stream.concat(Stream.of(QUICK), Stream.of(settings))
                .map(one -> one.split("=", 2))
                .forEach(one -> all.put(one[0], one[1]));
        List<String> arguments = new ArrayList<>();
        all.forEach((key, value) -> arguments.add(key + "=" + value));
        service = new Service(workshop.installation(), folder, arguments);
    }

    Path folder() {
        return folder;
    }

    /** A stage that the broker speaks MQTT 5 with, its table, and a publisher that has not begun. */
    Track track(String table, int perSecond, Recipe recipe) throws IOException {
        return track(table, perSecond, recipe, broker.url(), adx.url());
    }

    /** The same with a broker that knows MQTT 3.1.1 only. */
    Track oldTrack(String table, int perSecond, Recipe recipe) throws IOException {
        return track(table, perSecond, recipe, oldBroker.url(), adx.url());
    }

    /** The same with other messages than usual. */
    Track track(String table, int perSecond, Recipe recipe, IntFunction<byte[]> payload) throws IOException {
        return track(table, perSecond, recipe, broker.url(), adx.url(), payload);
    }

    /** The same with other ways to broker and cluster. */
    Track track(String table, int perSecond, Recipe recipe, String brokerUrl, String clusterUrl) throws IOException {
        return track(
                table,
                perSecond,
                recipe,
                brokerUrl,
                clusterUrl,
                recipe.payload(folder.getFileName().toString()));
    }

    private Track track(
            String table,
            int perSecond,
            Recipe recipe,
            String brokerUrl,
            String clusterUrl,
            IntFunction<byte[]> payload)
            throws IOException {
        standIn.createTable(table, recipe.schema());
        String stage = service.create(recipe.document(table, clusterUrl, brokerUrl));
        Track track = new Track(this, table, stage, new Numbers(broker.port(), table, perSecond, payload));
        tracks.add(track);
        track.awaitRunning(Duration.ofSeconds(60));
        return track;
    }

    @Override
    public void close() throws Exception {
        for (Track track : tracks) {
            track.close();
        }
        service.close();
        adx.close();
        oldBroker.close();
        broker.close();
    }
}
