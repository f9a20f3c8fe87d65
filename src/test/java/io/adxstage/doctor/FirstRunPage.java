package io.adxstage.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What came of all first runs, as a page. */
final class FirstRunPage {

    private static final String PAGE = """
            # When the first row does not arrive: what the SDK says, and what the doctor says

            *Written by the test `FirstRunErrors` from its runs, not by hand.*

            *The SDK alone* queues a file as the vendor's quick start does it (`IngestClientFactory.createClient(..).ingestFromFile(..)`,
            azure-identity with a client secret) and is told by the exception's text or the status it answers. *The doctor* is the connection test
            of the same stage: what did not pass, and the command that it offers. Its checks of the broker are left out here. It stops after
            14 seconds whatever happens, and wrote nothing in any of these runs.

            The identity provider is a stand-in over TLS, the cluster is the ADX stand-in behind TLS, tokens and rights, under the names of real
            ones. The SDK is asked once for each case, one after the other. No Azure was at hand; the words of Entra and Kusto are those of their documentation.

            ```sh
            mvn verify -Dit.test=FirstRunErrors                            # writes target/first-run-errors.md; asks the SDK in three cases
            mvn verify -Dit.test=FirstRunErrors -Dfirst-run-errors=docs    # writes docs/first-run-errors.md; asks it in all, for 3 min at most
            ```

            | What is wrong | The SDK alone | after | The doctor | after |
            |---|---|--:|---|--:|
            %s

            %s
            """;

    private static final String QUEUED = "Status: Queued.";

    private FirstRunPage() {}

    /** @param found what did not pass */
    record Line(String title, List<Check> found, Duration took) {}

    static void write(Path page, List<Line> lines, List<FirstRun.Said> said, Set<String> likeWell) throws IOException {
        List<Integer> asked = IntStream.range(0, lines.size())
                .filter(i -> likeWell.contains(lines.get(i).title()) && said.get(i) != FirstRun.NOT_ASKED)
                .boxed()
                .toList();
        List<Integer> odd =
                asked.stream().filter(i -> !said.get(i).words().equals(QUEUED)).toList();
        String rows = IntStream.range(0, lines.size())
                .mapToObj(i -> "| " + lines.get(i).title() + " | "
                        + cell(said.get(i).words()) + (odd.contains(i) ? " (¹)" : "") + " | "
                        + seconds(said.get(i).took()) + " | " + doctor(lines.get(i)) + " | "
                        + seconds(lines.get(i).took()) + " |")
                .collect(Collectors.joining("\n"));
        Files.writeString(page, PAGE.formatted(rows, note(asked.size(), odd.size())));
    }

    /** Some words are not about their case, and say so. */
    private static String note(int asked, int odd) {
        String same = "In " + asked
                + " of the cases the SDK's requests, and the answers to them, are the same as where nothing is"
                + " wrong: it does not look at databases, tables, columns or clocks, and a queued batch with such a fault fails"
                + " later, in the service. It said \"Queued\" in " + (asked - odd) + " of them.";
        return odd == 0
                ? same
                : same + " (¹) marks the other " + odd
                        + ": what it said there is not about the case. It gave up waiting for its"
                        + " own refresh of a token or of the resources, as it does where nothing is wrong too, and"
                        + " reported no cause. Why was not looked into; with many of them the SDK's column is no measurement, and the page is not to be published.";
    }

    private static String doctor(Line line) {
        return line.found().isEmpty()
                ? "Nothing is wrong."
                : line.found().stream()
                        .map(check ->
                                "*" + check.name() + " " + check.status().name().toLowerCase(Locale.ROOT) + "*: "
                                        + cell(check.detail())
                                        + (check.fix() == null ? "" : " `" + cell(check.fix()) + "`"))
                        .collect(Collectors.joining("<br>"));
    }

    /** Ports differ from run to run, and a table has no lines. */
    private static String cell(String text) {
        String line =
                text.replaceAll("\\s+", " ").replaceAll(":\\d{4,5}\\b", "").replaceAll("port \\d{4,5}", "port 443");
        return (line.length() > 400 ? line.substring(0, 400) + "…" : line).replace("|", "\\|");
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
}
