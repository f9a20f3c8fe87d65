package io.adxstage.chaos;

import io.adxstage.testing.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A library that makes one process read a wrong time of day, by as much as wanted and at any moment. Intervals stay right, as
 * they do when somebody sets a clock. (Debian's faketime breaks the JVM's timed waits.) Linux, with a C compiler.
 */
final class WrongClock {

    private final Path library;
    private final Path offset;

    private WrongClock(Path library, Path offset) {
        this.library = library;
        this.offset = offset;
    }

    static boolean isPossible() {
        return System.getProperty("os.name").equals("Linux")
                && Programs.find("cc").isPresent();
    }

    static WrongClock in(Path folder) throws IOException, InterruptedException {
        Path source = folder.resolve("wrong-clock.c");
        try (InputStream text = WrongClock.class.getResourceAsStream("wrong-clock.c")) {
            Files.copy(Objects.requireNonNull(text), source);
        }
        Path library = folder.resolve("wrong-clock.so");
        Process compiler = new ProcessBuilder(
                        Programs.find("cc").orElseThrow().toString(),
                        "-shared",
                        "-fPIC",
                        "-o",
                        library.toString(),
                        source.toString(),
                        "-ldl")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("cc.log").toFile())
                .start();
        if (!compiler.waitFor(60, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
            throw new IOException("The C compiler failed: " + Files.readString(folder.resolve("cc.log")));
        }
        WrongClock clock = new WrongClock(library, Files.write(folder.resolve("wrong-by"), new byte[8]));
        clock.isWrongBy(Duration.ZERO);
        return clock;
    }

    /** What a process must find in its environment to go by this clock. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "WRONG_CLOCK", offset.toString());
    }

    /** From now on. Written in place: the process has the file mapped. */
    void isWrongBy(Duration time) throws IOException {
        byte[] seconds = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putLong(time.toSeconds())
                .array();
        Files.write(offset, seconds, StandardOpenOption.WRITE);
    }
}
