package io.adxstage.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the kernel knows of a process; Linux only. */
final class Usage {

    /** Ticks of {@code /proc}, a hundredth of a second on every Linux that runs Java (USER_HZ). */
    private static final Duration TICK = Duration.ofMillis(10);

    private Usage() {}

    /** User and system time since its start. */
    static Duration cpu(ProcessHandle process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        // The name of the program, in brackets, may have spaces in it; utime and stime are fields 14 and 15 (proc(5)).
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return TICK.multipliedBy(Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }

    /** Resident memory in MiB. */
    static long memory(ProcessHandle process) throws IOException {
        return status(process, "VmRSS:") / 1024;
    }

    /** The most it ever was, in MiB. */
    static long peakMemory(ProcessHandle process) throws IOException {
        return status(process, "VmHWM:") / 1024;
    }

    static long threads(ProcessHandle process) throws IOException {
        return status(process, "Threads:");
    }

    private static long status(ProcessHandle process, String key) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }
}
