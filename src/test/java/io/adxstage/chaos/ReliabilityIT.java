package io.adxstage.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.adxstage.testing.RequiresProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.springframework.util.FileSystemUtils;

/**
 * No row is lost and none is doubled, whatever happens: here it happens. Needs the packaged jar, so it runs after it.
 *
 * <pre>
 * mvn verify                               the short form, some minutes; writes target/reliability.md
 * mvn verify -Pchaos                       the long form, hours; writes docs/reliability.md
 *     -Dchaos.scenario=kills               only this scenario, of those in {@link #SCENARIOS}
 *     -Dchaos.kills=50                     how often scenarios of random kills strike
 *     -DskipITs                            not at all
 * </pre>
 *
 * The short form runs some scenarios at the same time, each with a broker and a service of its own: most of its time nothing
 * happens but waiting. The long form runs one after the other, for the sake of its figures.
 *
 * <p>A scenario that fails leaves its folder in {@code target/chaos}: logs, data directory, the numbers in question.
 */
@RequiresProgram("mosquitto")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReliabilityIT {

    static final List<Scenario> SCENARIOS = List.of(
            new RandomKills("kills", "always", 10, 200),
            new RandomKills("kills-auto", "auto", 0, 50),
            new AimedKills(),
            new AdxTrouble(),
            new Rejections(),
            new BrokerTrouble(),
            new Malformed(),
            new SignInTrouble(),
            new Backlog(),
            new SlowAdx(),
            new LargeSpool(),
            new DiskFull(),
            new Damage(),
            new ClockJump(),
            new StopAndDelete());

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private final Form form = Form.ofThisRun();
    private final ExecutorService lanes = Executors.newFixedThreadPool(form.pick(3, 1));
    private Report report;
    private Workshop workshop;
    private volatile boolean keepEverything;

    @BeforeAll
    void install() throws IOException, InterruptedException {
        report = new Report(form, form.isLong() ? Path.of("docs", "reliability.md") : TARGET.resolve("reliability.md"));
        workshop = new Workshop(form, TARGET.resolve("adx-stage.jar"), TARGET.resolve("chaos"));
    }

    @TestFactory
    Stream<DynamicTest> nothingIsLostAndNothingIsDoubled() {
        List<Scenario> chosen = SCENARIOS.stream()
                .filter(one ->
                        form.scenario().map(one.name()::equals).orElse(form.isLong() || !one.onlyInTheLongForm()))
                .toList();
        assertThat(chosen).as("scenarios named " + form.scenario()).isNotEmpty();
        Map<String, Future<?>> running = new LinkedHashMap<>();
        chosen.forEach(one -> running.put(one.name(), lanes.submit(() -> {
            holdsIn(one);
            return null;
        })));
        return running.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> await(one.getValue())));
    }

    private static void await(Future<?> scenario) throws Throwable {
        try {
            scenario.get();
        } catch (ExecutionException failed) {
            throw failed.getCause();
        }
    }

    private void holdsIn(Scenario scenario) throws Exception {
        Path folder = workshop.folder().resolve(scenario.name());
        List<String> problems = new ArrayList<>();
        try {
            List<Finding> findings = scenario.run(workshop);
            report.add(scenario.name(), findings);
            findings.forEach(one -> problems.addAll(one.problems()));
        } catch (Exception | AssertionError failed) {
            report.add(scenario.name(), List.of(Finding.brokenOff(scenario.name(), failed)));
            keepEverything = true;
            throw failed;
        } finally {
            report.write(SCENARIOS);
        }
        if (!problems.isEmpty()) {
            keepEverything = true;
        }
        assertThat(problems).as("what tells why is in " + folder).isEmpty();
        FileSystemUtils.deleteRecursively(folder);
    }

    @AfterAll
    void clear() throws Exception {
        lanes.shutdownNow();
        workshop.close();
        if (!keepEverything) {
            FileSystemUtils.deleteRecursively(workshop.folder());
        }
    }
}
