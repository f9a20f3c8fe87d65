package io.adxstage.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** What a process does with its time, by samples of Java Flight Recorder. Java code only: what the kernel does for it is not seen. */
final class Profile {

    private static final int MOST = 15;

    /** The work of each kind of thread, by how its threads are called. */
    private static final Map<String, String> THREADS = Map.of(
            "mqtt-io", "reading packets from the broker, and answering",
            "mqtt-in", "messages to rows, through the flow into the batch",
            "spool-committer", "compressing, writing, forcing to the disk",
            "deliver", "uploading");

    private Profile() {}

    private static String jcmd(ProcessHandle of, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), String.valueOf(of.pid())));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0)
                .as(said)
                .isTrue();
        return said;
    }

    static void begin(ProcessHandle of) throws IOException, InterruptedException {
        jcmd(of, "JFR.start", "name=bench", "settings=profile");
    }

    /** Ends the recording and answers what was seen. */
    static Figures.Seen end(ProcessHandle of, Path into) throws IOException, InterruptedException {
        jcmd(of, "JFR.stop", "name=bench", "filename=" + into);
        Map<String, Long> threads = new HashMap<>();
        Map<String, Long> methods = new HashMap<>();
        long all = 0;
        try (var recording = new RecordingFile(into)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                RecordedStackTrace stack = event.getStackTrace();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && stack != null) {
                    all++;
                    String thread = event.getThread("sampledThread").getJavaName();
                    threads.merge(work(thread), 1L, Long::sum);
                    methods.merge(method(stack.getFrames().getFirst()), 1L, Long::sum);
                }
            }
        }
        return new Figures.Seen(shares(threads, all), shares(methods, all));
    }

    private static String work(String thread) {
        return THREADS.entrySet().stream()
                .filter(kind -> thread != null && thread.startsWith(kind.getKey()))
                .map(kind -> kind.getValue() + " (`" + kind.getKey() + "`)")
                .findFirst()
                .orElse("everything else: status, timers, the recording itself");
    }

    private static String method(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethod().getName();
    }

    private static Map<String, Double> shares(Map<String, Long> counts, long all) {
        Map<String, Double> shares = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .forEach(entry -> shares.put(entry.getKey(), 100.0 * entry.getValue() / all));
        return shares;
    }
}
