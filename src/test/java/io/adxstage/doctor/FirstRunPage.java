package io.adxstage.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of all first runs, as a page. */
final class FirstRunPage {

    private static final String PAGE = """
            # When the first row does not arrive

            *Written by the test `FirstRunErrors` from its run, not by hand.*

            What the vendor's Java client says by itself, what the doctor says (*Test connection*, `POST /api/connection-tests`), and what the
            status of a stage says that was started all the same. The same names, tables, rights and identities for all three.

            ## The vendor's client, and the doctor

            | What is wrong | The client | after | The doctor | after |
            |---|---|--:|---|--:|
            %s

            *The client* queues a file as the vendor's quick start does it: `IngestClientFactory.createClient(..).ingestFromFile(..)`, version 7.0.6,
            azure-identity with a client secret. Its words are the exception's, or the status that it answers. *Its log* is the innermost cause of
            the first error that it logs, within half a minute after the exception; *its cause* that of the exception, where it has one. "Queued" is all that it ever
            says of databases, tables, columns and clocks: such a batch fails later, in the service.

            *The doctor* is told by the checks that did not pass, and the first line of the mend that it offers, with the stage's own names in it.
            Its checks of the broker are left out. It stops after 14 seconds whatever happens, and wrote nothing in any of these runs.

            ## The status of a stage that runs

            What `lastError` says once the first batch was tried. The stage goes on trying by itself as `retry` has it, and loses no row meanwhile.
            What the cluster's queue takes is followed to the table, and measured against it where the identity may read: see `mismatches`,
            `arrived` and the failed batches of the status.

            | What is wrong | The status | after |
            |---|---|--:|
            %s

            ## How it was measured

            The identity provider is a stand-in over TLS; the cluster is the ADX stand-in behind TLS, tokens and rights, under names of real ones.
            No Azure was at hand: the words of Entra and Kusto are those of their documentation. Ports are left out. The clients are asked one after
            the other, each time with a new client of theirs; the vendor's in a process of its own. Each has been asked once before, so that loading
            classes does not count. The page is written only where that client queues every case in which the fault is none that it looks at.
            %s

            That process has a common thread pool of four: the client waits for a refresh of its own on the thread that brought the answer to its
            upload. With the JDK's HTTP client on JDK 25 and two cores there is one such thread, the refresh's answer waits for it in turn, and 10
            of 20 runs with nothing wrong ended after 15 seconds with "Unable to get Identity token". With a pool of four, and with Netty as HTTP
            client, which the vendor's client brings itself, none of 20 did.

            ```sh
            mvn verify -Dit.test=FirstRunErrors                            # writes target/first-run-errors.md; asks the client in three cases
            mvn verify -Dit.test=FirstRunErrors -Dfirst-run-errors=docs    # writes docs/first-run-errors.md; asks it in all, which takes some minutes
            ```
            """;

    private FirstRunPage() {}

    /**
     * One row.
     *
     * @param said by the vendor's client
     * @param found what did not pass
     * @param status what the stage's status has
     */
    record Line(
            String title, SdkAlone.Said said, List<Check> found, Duration took, String status, Duration statusTook) {}

    static void write(Path page, List<Line> lines) throws IOException {
        String clients = lines.stream()
                .map(line -> "| " + line.title() + " | " + client(line.said()) + " | "
                        + seconds(Duration.ofMillis(line.said().millis())) + " | " + doctor(line) + " | "
                        + seconds(line.took()) + " |")
                .collect(Collectors.joining("\n"));
        String stages = lines.stream()
                .map(line ->
                        "| " + line.title() + " | " + cell(line.status()) + " | " + seconds(line.statusTook()) + " |")
                .collect(Collectors.joining("\n"));
        long again = lines.stream().filter(line -> line.said().times() > 1).count();
        String asked = again == 0
                ? "None had to be asked twice."
                : "In " + again
                        + " of them it was asked again, because its own wait of 15 seconds ran out on a busy machine.";
        Files.writeString(page, PAGE.formatted(clients, stages, asked));
    }

    private static String client(SdkAlone.Said said) {
        return cell(said.words())
                + (said.cause().isEmpty() ? "" : "<br>*Its cause*: " + cell(said.cause()))
                + (said.logged().isEmpty() ? "" : "<br>*Its log*: " + cell(said.logged()));
    }

    private static String doctor(Line line) {
        return line.found().isEmpty()
                ? "Nothing is wrong."
                : line.found().stream().map(FirstRunPage::check).collect(Collectors.joining("<br>"));
    }

    private static String check(Check check) {
        return "*" + check.name() + " " + check.status().name().toLowerCase(Locale.ROOT) + "*: " + cell(check.detail())
                + (check.fix() == null
                        ? ""
                        : " Mend: `" + cell(check.fix().lines().findFirst().orElse("")) + "`");
    }

    /** Ports and ids of requests differ from run to run, and a table has no lines. */
    private static String cell(String text) {
        String line = text.replaceAll("\\s+", " ")
                .replaceAll(":\\d{4,5}\\b", "")
                .replaceAll("port \\d{4,5}", "port 443")
                .replaceAll(" Trace ID: .*", "");
        return (line.length() > 400 ? line.substring(0, 400) + "…" : line).replace("|", "\\|");
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
}
