package io.adxstage.chaos;

import io.adxstage.testing.FaultProxy;
import io.adxstage.testing.FaultProxy.Kind;
import io.adxstage.testing.FaultProxy.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Every way in which a cluster can fail, all at once, each before a stage of its own, for longer than every time-out; and one
 * stage whose cluster is well, which must not notice.
 */
record AdxTrouble() implements Scenario {

    private enum Fault {
        UNAVAILABLE(true, "ADX answers 503", proxy -> proxy.set(Mode.status(503))),
        THROTTLED(false, "ADX answers 429", proxy -> proxy.set(Mode.throttled(Duration.ofSeconds(1)))),
        HANG(true, "ADX accepts connections and reads nothing", proxy -> proxy.set(Mode.HANG)),
        BLACK_HOLE(false, "ADX reads and never answers", proxy -> proxy.set(Mode.BLACK_HOLE)),
        REFUSED(true, "ADX refuses connections", proxy -> proxy.set(Mode.REFUSE)),
        STORAGE_403(
                true,
                "storage answers 403, an expired signature",
                proxy -> proxy.set(Kind.BLOB, Mode.STORAGE_FORBIDDEN)),
        QUEUE_403(
                false,
                "the queue answers 403, an expired signature",
                proxy -> proxy.set(Kind.QUEUE, Mode.STORAGE_FORBIDDEN)),
        STORAGE_REFUSED(true, "storage refuses connections", proxy -> proxy.set(Kind.BLOB, Mode.REFUSE)),
        QUEUE_REFUSED(true, "the queue refuses connections", proxy -> proxy.set(Kind.QUEUE, Mode.REFUSE)),
        STORAGE_RESET(false, "storage resets connections", proxy -> proxy.set(Kind.BLOB, Mode.RESET)),
        QUEUE_HANGS(
                false, "the queue takes messages and never answers", proxy -> proxy.set(Kind.QUEUE, Mode.BLACK_HOLE)),
        ANSWER_CUT(
                true,
                "the queue takes messages, its answers are cut off",
                proxy -> proxy.set(Kind.QUEUE, Mode.CUT_ANSWER));

        private final boolean inShort;
        private final String sentence;
        private final Consumer<FaultProxy> strike;

        Fault(boolean inShort, String sentence, Consumer<FaultProxy> strike) {
            this.inShort = inShort;
            this.sentence = sentence;
            this.strike = strike;
        }
    }

    @Override
    public String name() {
        return "adx";
    }

    @Override
    public List<Finding> run(Workshop workshop) throws Exception {
        Duration outage = Duration.ofSeconds(workshop.form().pick(8, 300));
        Map<Fault, FaultProxy> proxies = new LinkedHashMap<>();
        Map<Fault, Track> tracks = new LinkedHashMap<>();
        try (Rig rig = new Rig(workshop, name(), "--adx-stage.adx.attempt-timeout=3s")) {
            rig.service.start();
            for (Fault fault : Fault.values()) {
                if (!fault.inShort && !workshop.form().isLong()) {
                    continue;
                }
                FaultProxy proxy =
                        new FaultProxy(rig.standIn.url()).withOwnPort(Kind.BLOB).withOwnPort(Kind.QUEUE);
                proxies.put(fault, proxy);
                String table =
                        "adx-" + fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
                tracks.put(fault, rig.track(table, 50, Recipe.USUAL, rig.broker.url(), proxy.url()));
            }
            Track well = rig.track("adx-well", 50, Recipe.USUAL);
            tracks.values().forEach(track -> track.numbers().start());
            well.numbers().start();
            for (Track track : tracks.values()) {
                track.awaitRows(1, Duration.ofSeconds(60));
            }
            well.awaitRows(1, Duration.ofSeconds(60));

            proxies.forEach((fault, proxy) -> fault.strike.accept(proxy));
            Moments.pass(outage);
            Duration slowest = well.awaitCaughtUp(Duration.ofSeconds(60));
            proxies.values().forEach(proxy -> proxy.set(Mode.PASS));

            List<Finding> findings = new ArrayList<>(settleAll(tracks, outage));
            findings.add(well.finding(
                    "beside all these, a stage whose cluster is well",
                    1,
                    well.settle(Duration.ofMinutes(2)),
                    List.of(slowest)));
            return findings;
        } finally {
            for (FaultProxy proxy : proxies.values()) {
                proxy.close();
            }
        }
    }

    private static List<Finding> settleAll(Map<Fault, Track> tracks, Duration outage) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Finding>> settling = new ArrayList<>();
            tracks.forEach((fault, track) -> settling.add(() -> {
                Duration recovered = track.awaitCaughtUp(Duration.ofMinutes(5));
                return track.finding(
                        fault.sentence + " for " + outage.toSeconds() + " s",
                        1,
                        track.settle(Duration.ofMinutes(5)),
                        List.of(recovered));
            }));
            List<Finding> findings = new ArrayList<>();
            for (Future<Finding> one : threads.invokeAll(settling)) {
                findings.add(one.get());
            }
            return findings;
        }
    }
}
