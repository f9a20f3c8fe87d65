package io.adxstage.bench;

import io.adxstage.chaos.Installation;
import io.adxstage.chaos.StandIn;
import io.adxstage.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.util.FileSystemUtils;

/**
 * The whole path beside what others make of the same work, by turns in one run, and what it takes beside time.
 *
 * <pre>
 * mvn verify -Pbench                       writes docs/performance.md
 *     -Dbench.messages=400000              of each round
 *     -Dbench.rounds=5
 *     -Dit.test=PerformanceIT#qos1         one part; the page keeps the figures of the others
 * </pre>
 *
 * Asserts nothing about time: it measures.
 */
@EnabledOnOs(OS.LINUX)
@RequiresProgram("mosquitto")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PerformanceIT {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path DOCS = Path.of("docs").toAbsolutePath();
    private static final int MESSAGES = Integer.getInteger("bench.messages", 400_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int WIDE = 1000;
    private static final int IDLE = 500;
    private static final int BUSY = 50;
    private static final Duration RARELY = Duration.ofSeconds(5);
    private static final int BACKLOG = Integer.getInteger("bench.backlog", 5_000_000);

    private final Path folder = TARGET.resolve("bench");
    private Report report;
    private StandIn standIn;
    private Installation installation;

    @BeforeAll
    void install() throws IOException, InterruptedException {
        FileSystemUtils.deleteRecursively(folder);
        Files.createDirectories(folder);
        report = new Report(DOCS.resolve("performance.json"));
        // Accepting is cheap, having the rows in a table is not, and both have the same two cores.
        standIn = new StandIn(folder.resolve("stand-in"), "2g", Duration.ofHours(1));
        installation = Installation.of(TARGET.resolve("adx-stage.jar"), folder.resolve("installation"));
    }

    @Test
    void qos1() throws Exception {
        try (var hose = new Hose(WIDE)) {
            compare("qos1", 1, hose, MESSAGES);
        }
    }

    @Test
    void qos0() throws Exception {
        try (var hose = new Hose(WIDE)) {
            compare("qos0", 0, hose, MESSAGES);
        }
    }

    @Test
    void profile() throws Exception {
        try (var hose = new Hose(WIDE);
                var service = service("adx-stage", "profiled", 1, hose)) {
            service.start();
            Round.of(service, hose, 1, 3 * MESSAGES);
            Profile.begin(service.process());
            for (int round = 0; round < ROUNDS; round++) {
                System.out.println("profiled: " + Round.of(service, hose, 1, 3 * MESSAGES));
            }
            report.figures().profile = Profile.end(service.process(), folder.resolve("profile.jfr"));
            report.measured("profile");
        }
    }

    @Test
    void throughMosquitto() throws Exception {
        try (var broker = new Broker(folder.resolve("broker"), WIDE)) {
            compare("mosquitto", 1, broker, MESSAGES / 2);
        }
    }

    private void compare(String name, int qos, Source source, int messages) throws Exception {
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(service("adx-stage", name + "-service", qos, source));
        contestants.add(telling("Node.js script", name + "-node", source, by -> by.node(name + "-node", qos)));
        contestants.add(telling("bare Paho drain", name + "-paho", source, by -> by.paho(name + "-paho", qos)));
        contestants.add(telling("Apache Camel", name + "-camel", source, by -> by.camel(name + "-camel", qos)));
        try {
            for (Contestant one : contestants) {
                one.start();
            }
            Map<String, List<Round>> rounds = new LinkedHashMap<>();
            for (int round = 0; round <= ROUNDS; round++) {
                for (Contestant one : contestants) {
                    Round measured = Round.of(one, source, qos, messages);
                    System.out.printf("%s, round %d, %s: %s%n", name, round, one.name(), measured);
                    if (round > 0) {
                        rounds.computeIfAbsent(one.name(), ignored -> new ArrayList<>())
                                .add(measured);
                    }
                }
            }
            Map<String, Figures.Contender> contenders = new LinkedHashMap<>();
            for (Contestant one : contestants) {
                contenders.put(
                        one.name(), new Figures.Contender(rounds.get(one.name()), Usage.peakMemory(one.process())));
            }
            report.figures().comparisons.put(name, contenders);
            report.measured(name);
        } finally {
            for (Contestant one : contestants) {
                one.close();
            }
        }
    }

    private AdxStage service(String name, String table, int qos, Source source) throws IOException {
        return new AdxStage(name, table, qos, source.port(), standIn, installation, folder.resolve(table));
    }

    private Contestant telling(String name, String topic, Source source, Function<Others, List<String>> by) {
        return new Telling(name, topic, folder.resolve(topic), at -> by.apply(new Others(source.port(), at)));
    }

    /** Each twenty are on disk before their acknowledgement. Mosquitto itself is slower than that with two of these cores. */
    @Test
    void aWindowOf20() throws Exception {
        try (var hose = new Hose(20);
                var service = service("adx-stage", "narrow", 1, hose)) {
            service.start();
            List<Round> rounds = rounds(() -> Round.of(service, hose, 1, MESSAGES / 2));
            report.figures().window20 = rounds;
            report.measured("window20");
        }
    }

    private interface Measuring {
        Round round() throws IOException;
    }

    private static List<Round> rounds(Measuring measuring) throws IOException {
        List<Round> rounds = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            Round measured = measuring.round();
            System.out.println("round " + round + ": " + measured);
            if (round > 0) {
                rounds.add(measured);
            }
        }
        return rounds;
    }

    @Test
    void theClusterIsAway() throws Exception {
        try (var hose = new Hose(WIDE);
                var service = service("adx-stage", "backlog", 1, hose)) {
            service.startWithoutCluster();
            long begun = System.nanoTime();
            hose.publish(service.topic(), 1, BACKLOG);
            double perSecond = BACKLOG * 1e9 / (System.nanoTime() - begun);
            report.figures().backlog = new Figures.Backlog(BACKLOG, Usage.peakMemory(service.process()), perSecond);
            System.out.println(report.figures().backlog);
            report.measured("backlog");
        }
    }

    @Test
    void manyIdleStages() throws Exception {
        try (var broker = new Broker(folder.resolve("idle-broker"), WIDE);
                var service = service("adx-stage", "idle", 1, broker)) {
            service.start();
            Round.of(service, broker, 1, MESSAGES);
            long memory = Usage.memory(service.process());
            long threads = Usage.threads(service.process());
            for (int i = 1; i < IDLE; i++) {
                service.add("idle-" + i, false);
            }
            service.awaitAllRunning();
            Round.of(service, broker, 1, MESSAGES);
            report.figures().idle = new Figures.Idle(
                    memory, Usage.memory(service.process()), threads, Usage.threads(service.process()));
            System.out.println(report.figures().idle);
            report.measured("idle");
        }
    }

    @Test
    void manyBusyStages() throws Exception {
        try (var broker = new Broker(folder.resolve("busy-broker"), WIDE);
                var one = service("one", "one-0", 1, broker);
                var many = service("many", "many-0", 1, broker)) {
            // As users have it: at 5 s, fifty stages upload ten times a second.
            one.startCollectingFor("30s");
            many.startCollectingFor("30s");
            for (int i = 1; i < BUSY; i++) {
                many.add("many-" + i, true);
            }
            List<Round> ofOne = new ArrayList<>();
            List<Round> ofMany = rounds(() -> {
                ofOne.add(Round.of(one, MESSAGES, () -> broker.publish("one-", 1, 1, MESSAGES), RARELY));
                System.out.println("1 stage: " + ofOne.getLast());
                return Round.of(many, MESSAGES, () -> broker.publish("many-", BUSY, 1, MESSAGES), RARELY);
            });
            report.figures().busy = new Figures.Busy(ofOne.subList(1, ofOne.size()), ofMany);
            report.measured("busy");
        }
    }

    /** With the archive of classes that the image has. */
    @Test
    void start() throws Exception {
        try (var broker = new Broker(folder.resolve("start-broker"), WIDE);
                var service = service("adx-stage", "start", 1, broker)) {
            service.startOneByOne();
            List<Double> seconds = new ArrayList<>();
            for (int round = 0; round <= ROUNDS; round++) {
                service.stop();
                broker.publish(service.topic(), 1, 1);
                seconds.add(service.secondsToTheNextRow());
                System.out.println("start: " + seconds.getLast());
            }
            report.figures().starts = seconds.subList(1, seconds.size());
            report.measured("starts");
        }
    }

    @Test
    void singleSteps() throws Exception {
        report.figures().operations = Steps.measure();
        report.measured("operations");
    }

    @AfterAll
    void clear() throws Exception {
        report.write(DOCS.resolve("performance.md"));
        standIn.close();
    }
}
