package io.adxstage.spool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** From the bytes of a row to the disk, a thousand rows under way as with a window of that size. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SpoolBenchmark {

    private static final int UNDER_WAY = 1000;
    private static final long FULL = 100_000_000;

    private final byte[][] rows = new byte[UNDER_WAY][];
    private final GzipMember gzip = new GzipMember(0);
    private byte[] together = {};
    private Path folder = Path.of("");
    private Spool spool;
    private StageSpool stage;
    private OpenBatch batch;

    @Setup
    public void open() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int n = 0; n < UNDER_WAY; n++) {
            String row = ("{\"Timestamp\":\"2023-08-10T00:54:58.6572007Z\",\"assetName\":\"oven %d\",\"Customer\":\"Contoso"
                            + " Manufacturing\",\"Batch\":%d,\"CurrentTemperature\":%d.%d,\"LastKnownTemperature\":7109.5,\"Pressure\":%d,\"IsSpare\":%b}\n")
                    .formatted(n % 40, n / 100, 7000 + n % 500, n % 10, n % 1200, n % 7 == 0);
            rows[n] = row.getBytes(StandardCharsets.UTF_8);
            all.append(row);
        }
        together = all.toString().getBytes(StandardCharsets.UTF_8);
        // Beside the build, on a real disk: the system's temporary folder may be memory.
        folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "bench")), "spool");
        spool = new Spool(new SpoolSettings(
                folder.toString(),
                new SpoolSettings.Spool(
                        DataSize.ofGigabytes(20), SpoolSettings.Sync.ALWAYS, Duration.ofSeconds(1))));
        stage = spool.stage("bench");
        batch = stage.open("bench");
    }

    @Benchmark
    @OperationsPerInvocation(UNDER_WAY)
    public byte[] compress() {
        return gzip.piece(together, together.length);
    }

    @Benchmark
    @OperationsPerInvocation(UNDER_WAY)
    public void append() throws InterruptedException {
        CountDownLatch durable = new CountDownLatch(UNDER_WAY);
        for (int n = 0; n < UNDER_WAY; n++) {
            batch.append(List.of(rows[n]), 1, List.of(new Mark(n + 1, n + 1)), durable::countDown);
        }
        durable.await();
        if (batch.rawBytes() > FULL) {
            batch.seal().done(End.DISCARDED, Instant.now());
            batch = stage.open("bench");
        }
    }

    @TearDown
    public void close() throws IOException {
        spool.close();
        FileSystemUtils.deleteRecursively(folder);
    }
}
