package io.adxstage.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of all scenarios, as a page. */
final class Report {

    private static final String PAGE = """
            # Reliability: what was done to the service, and what came of it

            *Written by the test `ReliabilityIT`, not by hand. %s*

            The packaged service (JDK %s, `-Xmx256m`), a Mosquitto with persistence and the ADX stand-in run as processes of their own; a proxy
            between service and stand-in brings the faults. A publisher sends numbers at QoS 1, each once, and remembers which of them the broker
            acknowledged. In the end the table is read: *lost* is a number that was acknowledged and is missing, *doubled* counts rows beyond the
            first of each number. At every look, ten times a second and also between two kills, `received` must be `open` + `sealed` + `inFlight` + `accepted` +
            `failed` + `deadLettered` + `dropped`. *Recovered* is the time from the end of the fault (after a kill: from the kill itself, so the start of
            the process is in it) until the stage runs, or has caught up where the note says so.

            ```sh
            mvn verify -Pchaos                                        # all of this; writes docs/reliability.md
            mvn verify                                                # a short form; writes target/reliability.md
            mvn verify -Pchaos -Dchaos.scenario=kills -Dchaos.kills=50   # one scenario, and how often it kills
            ```

            Scenarios: %s. A scenario that fails leaves its logs, its data directory and the numbers in question in `target/chaos/<scenario>`.

            | Scenario | Runs | Messages | Lost | Doubled | Recovered, median | max | Notes |
            |---|--:|--:|--:|--:|--:|--:|---|
            %s

            The machine: %d cores, %s. Read the figures of time with that in mind; the counts do not depend on it.

            ## What is not tried here

            %s
            """;

    private static final String NOT_TRIED = """
            - The stand-in is no cluster: it ingests at once, and its storage asks for no signature. What a real one does after it accepted a batch is told by
              tracking, not by this page.
            - Power failure. A killed process loses nothing that was written, a machine without power loses what was not synced; that the service syncs before it
              acknowledges is shown by tests of the spool.
            - Token endpoint down. On loopback no token is asked for, and no identity provider is at hand.""";

    private final Form form;
    private final List<Finding> findings = new ArrayList<>();

    Report(Form form) {
        this.form = form;
    }

    synchronized void add(List<Finding> more) {
        findings.addAll(more);
    }

    synchronized String text(List<Scenario> scenarios) {
        return PAGE.formatted(
                (form.isLong() ? "Long form" : "Short form") + ", " + LocalDate.now(ZoneOffset.UTC) + ".",
                Runtime.version().feature(),
                scenarios.stream().map(one -> "`" + one.name() + "`").collect(Collectors.joining(", ")),
                findings.stream().map(Report::line).collect(Collectors.joining("\n")),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                NOT_TRIED);
    }

    void write(Path file, List<Scenario> scenarios) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text(scenarios));
    }

    private static String line(Finding finding) {
        List<Duration> sorted = finding.recoveries().stream().sorted().toList();
        String note = finding.note();
        if (!finding.problems().isEmpty()) {
            note = "**Failed:** " + finding.problems().getFirst() + (note.isEmpty() ? "" : ". " + note);
        }
        return finding.runs() == 0
                ? "| %s | | | | | | | %s |".formatted(finding.scenario(), note)
                : "| %s | %d | %s | %d | %d | %s | %s | %s |"
                        .formatted(
                                finding.scenario(),
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
