package io.adxstage.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@link Figures} as a page, beside the targets. */
final class Report {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final String ADX_STAGE = "adx-stage";
    private static final String NODE = "Node.js script";
    private static final String PAHO = "bare Paho drain";

    private final Path kept;
    private final Figures figures;
    private final StringBuilder page = new StringBuilder();

    /** @param kept the figures so far */
    Report(Path kept) throws IOException {
        this.kept = kept;
        this.figures =
                Files.exists(kept) ? JSON.readValue(Files.readString(kept), Figures.class) : new Figures();
    }

    Figures figures() {
        return figures;
    }

    /** Says that this part is of today. */
    void measured(String part) {
        figures.when.put(part, new Figures.When(LocalDate.now(ZoneOffset.UTC).toString(), machine()));
    }

    private static String machine() {
        try {
            String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
            return "%d cores of %s, Java %s"
                    .formatted(Runtime.getRuntime().availableProcessors(), model, Runtime.version().feature());
        } catch (IOException unknown) {
            return System.getProperty("os.arch");
        }
    }

    void write(Path to) throws IOException {
        Files.writeString(kept, JSON.writeValueAsString(figures) + "\n", UTF_8);
        page.setLength(0);
        page.append("""
                # What a message costs

                Written by `mvn verify -Pbench` (about half an hour on two cores; `bench/` has all of it, the others' programs too). \
                Each contestant is a process of its own; CPU time, until the last message is done with (for adx-stage: accepted by the cluster's queue), is user and system time of the whole process, from the \
                kernel, divided by the messages. They take turns in one run, after a round each to warm up; a figure is the median of the rounds, the \
                smallest and the largest behind it. Nothing here asserts a time: machines differ, ratios hold better than figures.

                The message: about 200 bytes of JSON, eight columns of it become a row. adx-stage does the whole work: projection with the \
                checks of the live table, a compressed file, `fsync` before each acknowledgement, upload to the stand-in for Azure Data \
                Explorer; it runs as in the image, with `-Xmx256m`. The Node.js script picks the same columns into a compressed file and the Camel route does so too, \
                and nothing of theirs is durable or sent on. The Paho drain only counts.

                A part that was not run yet has no row here.
                """);
        targets();
        comparison("qos1", "QoS 1, as fast as each takes it");
        comparison("qos0", "QoS 0, as fast as each takes it");
        comparison("mosquitto", "QoS 1 through Mosquitto");
        window();
        operations();
        profile();
        memory();
        Files.writeString(to, page.toString(), UTF_8);
    }

    private void targets() {
        page.append("\n## Against the targets\n\n| what | target | measured | |\n|---|---|---|---|\n");
        ratio("CPU a message, QoS 1, against the Node.js script", "qos1", NODE, 0.7);
        ratio("CPU a message, QoS 1, against the bare Paho drain", "qos1", PAHO, 0.5);
        ratio("CPU a message, QoS 0, against the Node.js script", "qos0", NODE, 0.6);
        Figures.Operation ours = figures.operations.get("projection with checks");
        Figures.Operation tree = figures.operations.get("Jackson tree");
        if (ours != null && tree != null) {
            target("projection and encoding, time against a Jackson tree", 0.35, ours.nanos() / tree.nanos(), "%.2f x");
            target("the same, allocation", 0.2, ours.bytes() / tree.bytes(), "%.2f x");
        }
        if (!figures.window20.isEmpty()) {
            double perSecond = Figures.median(figures.window20, Round::perSecond);
            row("broker window 20, messages a second", "at least 25,000", "%,.0f", perSecond, perSecond >= 25_000);
        }
        Figures.Backlog backlog = figures.backlog;
        if (backlog != null) {
            target("resident memory with %,d rows in the spool, MiB".formatted(backlog.rows()), 400, backlog.memory(), "%,.0f");
        }
        Figures.Idle idle = figures.idle;
        if (idle != null) {
            target("500 idle stages, MiB more than one", 150, idle.memoryOfAll() - idle.memoryOfOne(), "%,.0f");
        }
        Figures.Busy busy = figures.busy;
        if (busy != null) {
            target(
                    "CPU a message, 50 busy stages against one",
                    1.3,
                    Figures.median(busy.many(), Round::micros) / Figures.median(busy.one(), Round::micros),
                    "%.2f x");
        }
        if (!figures.starts.isEmpty()) {
            double[] starts = figures.starts.stream().mapToDouble(Double::doubleValue).toArray();
            target("start to the first accepted row, seconds", 4, Figures.median(starts), "%.1f");
        }
    }

    private void ratio(String what, String comparison, String other, double most) {
        Map<String, Figures.Contender> all = figures.comparisons.get(comparison);
        if (all != null) {
            target(what, most, micros(all.get(ADX_STAGE)) / micros(all.get(other)), "%.2f x");
        }
    }

    private static double micros(Figures.@Nullable Contender of) {
        return of == null ? Double.NaN : Figures.median(of.rounds(), Round::micros);
    }

    private void target(String what, double most, double measured, String format) {
        row(what, "at most " + format.formatted(most).replaceFirst("\\.0+(?=\\D|$)", ""), format, measured, measured <= most);
    }

    private void row(String what, String target, String format, double measured, boolean isMet) {
        page.append("| %s | %s | %s | %s |%n"
                .formatted(what, target, String.format(Locale.ROOT, format, measured), isMet ? "met" : "**missed**"));
    }

    private void title(String title, String part) {
        page.append("\n## ").append(title).append("\n");
        Figures.When when = figures.when.get(part);
        if (when != null) {
            page.append("\nMeasured %s on %s.%n".formatted(when.date(), when.machine()));
        }
    }

    private void comparison(String name, String title) {
        Map<String, Figures.Contender> all = figures.comparisons.get(name);
        if (all == null) {
            return;
        }
        title(title, name);
        double ours = micros(all.get(ADX_STAGE));
        page.append("""

                | | CPU a message, us | messages a second | most memory, MiB | adx-stage costs |
                |---|---|---|---|---|
                """);
        all.forEach((who, figure) -> page.append("| %s | %s | %s | %d | %s |%n"
                .formatted(
                        who,
                        Figures.spread("%.1f", figure.rounds(), Round::micros),
                        Figures.spread("%,.0f", figure.rounds(), Round::perSecond),
                        figure.memory(),
                        who.equals(ADX_STAGE)
                                ? ""
                                : String.format(Locale.ROOT, "%.2f of it", ours / micros(figure)))));
    }

    private void window() {
        if (!figures.window20.isEmpty()) {
            title("Twenty messages at a time", "window20");
            page.append("""

                    A broker that hands a subscriber 20 messages at a time, as Mosquitto does unless told otherwise: a sync of the disk stands in \
                    the way of every twenty. Sent by a program that is no bottleneck itself: %s messages a second, %s us of CPU each.
                    """.formatted(
                            Figures.spread("%,.0f", figures.window20, Round::perSecond),
                            Figures.spread("%.1f", figures.window20, Round::micros)));
        }
    }

    private void operations() {
        if (!figures.operations.isEmpty()) {
            title("Single steps", "operations");
            page.append("\nBy JMH, for one message.\n\n| step | ns | bytes allocated |\n|---|---|---|\n");
            figures.operations.forEach((step, figure) -> page.append(String.format(
                    Locale.ROOT, "| %s | %,.0f (± %,.0f) | %,.0f |%n", step, figure.nanos(), figure.error(), figure.bytes())));
        }
    }

    private void profile() {
        Figures.Seen profile = figures.profile;
        if (profile != null) {
            title("Where the time goes", "profile");
            page.append("\nQoS 1, as fast as it goes: samples of Java code by the JVM's Flight Recorder. What the kernel and zlib do is not in them.\n\n| work | share |\n|---|---|\n");
            profile.threads().forEach(this::share);
            page.append("\n| method on top | share |\n|---|---|\n");
            profile.methods().forEach((method, share) -> share("`" + method + "`", share));
        }
    }

    private void share(String what, double share) {
        page.append(String.format(Locale.ROOT, "| %s | %.1f %% |%n", what, share));
    }

    private void memory() {
        Figures.Backlog backlog = figures.backlog;
        if (backlog != null) {
            title("A cluster that is away", "backlog");
            page.append(String.format(
                    Locale.ROOT,
                    "%nNothing answers for the cluster while %,d rows come in, %,.0f a second: %d MiB resident at most.%n",
                    backlog.rows(),
                    backlog.perSecond(),
                    backlog.memory()));
        }
        Figures.Idle idle = figures.idle;
        if (idle != null) {
            title("Many stages", "idle");
            page.append("\nOne stage: %d MiB, %d threads. 500 stages, 499 of them idle: %d MiB, %d threads.%n"
                    .formatted(idle.memoryOfOne(), idle.threadsOfOne(), idle.memoryOfAll(), idle.threadsOfAll()));
        }
        Figures.Busy busy = figures.busy;
        if (busy != null) {
            page.append("\nCPU a message at the same total rate through Mosquitto: %s us with one stage, %s us with 50.%n"
                    .formatted(
                            Figures.spread("%.1f", busy.one(), Round::micros),
                            Figures.spread("%.1f", busy.many(), Round::micros)));
        }
        List<Double> starts = figures.starts;
        if (!starts.isEmpty()) {
            title("Start", "starts");
            page.append("""

                    From the start of the process, laid out as in the image, to the first row that the cluster accepted, a message waiting at the \
                    broker: %s seconds.
                    """.formatted(String.join(", ", starts.stream().map("%.1f"::formatted).toList())));
        }
    }
}
