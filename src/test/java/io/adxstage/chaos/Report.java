package io.adxstage.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** What came of all scenarios, as a page. */
final class Report {

    private static final String PAGE = """
            # Reliability: what was done to the service, and what came of it

            *Written by the test `ReliabilityIT` from its runs, not by hand. %s*

            The packaged service (JDK %s, as in the image of the day, `-Xmx256m`), a Mosquitto with persistence and the ADX stand-in run as processes of their own; a proxy
            between service and stand-in brings the faults. A publisher sends numbers at QoS 1, each once, and remembers which of them the broker
            acknowledged. In the end the table is read: *lost* is a number that was acknowledged and is missing, *doubled* counts rows beyond the
            first of each number. At every look, ten times a second and also between two kills, `received` must be `open` + `sealed` + `inFlight` + `accepted` +
            `failed` + `deadLettered` + `dropped`. *Recovered* is the time from the end of the fault (after a kill: from the kill itself, so the start of
            the process is in it) until the stage runs, with 1 GB in the spool until messages flow again, or until all has caught up where the fault is
            ADX's or the note says so.

            ```sh
            mvn verify -Pchaos                                        # all of this, some hours; writes docs/reliability.md
            mvn verify                                                # a short form; writes target/reliability.md
            mvn verify -Pchaos -Dchaos.scenario=kills                 # one scenario, and its lines in docs/reliability.md
            mvn verify -Dchaos.scenario=kills -Dchaos.kills=50        # one scenario in short, and how often it kills
            ```

            Scenarios: %s. A scenario that fails leaves its logs, its data directory and the numbers in question in `target/chaos/<scenario>`.

            | Scenario | On | Runs | Messages | Lost | Doubled | Recovered, median | max | Notes |
            |---|---|--:|--:|--:|--:|--:|--:|---|
            %s

            The machine: %d cores, %s. Read the figures of time with that in mind; the counts do not depend on it.

            ## What is not tried here

            %s
            """;

    private static final String NOT_TRIED = """
            - The stand-in is no cluster: it ingests at once, and its storage asks for no signature. What a real one does after it accepted a batch is told by
              tracking, not by this page.
            - Power failure. A killed process loses nothing that was written, a machine without power loses what was not synced. No test here pulls the plug;
              `PowerFailureTests` has a disk that forgets what was not forced, and shows that nobody is told before.""";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private final Form form;
    private final Path page;
    private final Path kept;
    private final Map<String, Ran> runs = new LinkedHashMap<>();

    /** What came of a scenario when it ran last. */
    private record Ran(LocalDate on, List<Finding> findings) {}

    private static final class Runs extends TypeReference<Map<String, Ran>> {}

    /**
     * The short form begins anew each time. The long form goes on: a scenario that is run replaces its own lines.
     *
     * @param page to write; what it is made from lies beside it
     */
    Report(Form form, Path page) throws IOException {
        this.form = form;
        this.page = page;
        this.kept = page.resolveSibling("reliability.json");
        if (form.isLong() && Files.exists(kept)) {
            runs.putAll(JSON.readValue(Files.readAllBytes(kept), new Runs()));
        }
    }

    synchronized void add(String scenario, List<Finding> findings) {
        runs.put(scenario, new Ran(LocalDate.now(ZoneOffset.UTC), findings));
    }

    private String text(List<Scenario> scenarios) {
        List<String> names = scenarios.stream().map(Scenario::name).toList();
        return PAGE.formatted(
                form.isLong() ? "Long form." : "Short form.",
                Runtime.version().feature(),
                names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")),
                names.stream()
                        .filter(runs::containsKey)
                        .flatMap(name -> runs.get(name).findings().stream()
                                .map(one -> line(runs.get(name).on(), one)))
                        .collect(Collectors.joining("\n")),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                notYet(names) + NOT_TRIED);
    }

    private String notYet(List<String> names) {
        String missing = names.stream()
                .filter(name -> form.isLong() && !runs.containsKey(name))
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "));
        return missing.isEmpty() ? "" : "- Not run yet in the long form: " + missing + ".\n";
    }

    synchronized void write(List<Scenario> scenarios) throws IOException {
        Files.createDirectories(page.toAbsolutePath().getParent());
        Files.writeString(page, text(scenarios));
        if (form.isLong()) {
            Files.writeString(kept, JSON.writeValueAsString(runs) + "\n");
        }
    }

    private static String line(LocalDate on, Finding finding) {
        List<Duration> sorted = finding.recoveries().stream().sorted().toList();
        String note = finding.note();
        if (!finding.problems().isEmpty()) {
            note = "**Failed:** " + finding.problems().getFirst() + (note.isEmpty() ? "" : ". " + note);
        }
        return finding.runs() == 0
                ? "| %s | %s | | | | | | | %s |".formatted(finding.scenario(), on, note)
                : "| %s | %s | %d | %s | %d | %d | %s | %s | %s |"
                        .formatted(
                                finding.scenario(),
                                on,
                                finding.runs(),
                                String.format(Locale.ROOT, "%,d", finding.messages()),
                                finding.lost(),
                                finding.doubled(),
                                sorted.isEmpty() ? "" : seconds(sorted.get((sorted.size() - 1) / 2)),
                                sorted.isEmpty() ? "" : seconds(sorted.getLast()),
                                note.replace("|", "\\|"));
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
