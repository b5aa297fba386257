package slipway.image.gzip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelGzipStreamTest {
    private static final int SEGMENT = Segment.SIZE;
    private static final int WINDOW = Alphabet.WINDOW;
    private static final ExecutorService POOL = Executors.newFixedThreadPool(4);
    private static final Executor HERE = Runnable::run;
    private static final Executor NOWHERE = task -> {};

    @AfterAll
    static void stopPool() {
        POOL.shutdownNow();
    }

    private static byte[] gzip(byte[] input) throws IOException {
        return gzip(input, POOL, 4, Integer.MAX_VALUE, new Random(0));
    }

    /// In writes of up to `chunk` bytes, with a flush now and then.
    private static byte[] gzip(byte[] input, Executor workers, int parallelism, int chunk, Random random)
            throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream gzip = ParallelGzipStream.to(out, workers, parallelism)) {
            for (int at = 0; at < input.length; ) {
                int length = Math.min(input.length - at, chunk == 1 ? 1 : random.nextInt(chunk) + 1);
                if (chunk == Integer.MAX_VALUE) length = input.length;
                if (length == 1) gzip.write(input[at]);
                else gzip.write(input, at, length);
                at += length;
                if (random.nextInt(16) == 0) gzip.flush();
            }
        }
        return out.toByteArray();
    }

    private static void roundTrips(byte[] input) throws Exception {
        byte[] gzip = gzip(input);
        assertThat(Gunzip.strictly(gzip)).isEqualTo(input);
        assertThat(Gunzip.withStream(gzip)).isEqualTo(input);
    }

    @Test
    void nothingIsTwentyFixedBytes() throws Exception {
        assertThat(HexFormat.of().formatHex(gzip(new byte[0]))).isEqualTo(
                "1f8b08000000000000ff" + "0300" + "00".repeat(8));
        roundTrips(new byte[0]);
    }

    @Test
    void anyByteAloneComesBack() throws Exception {
        for (int value = 0; value < 256; value++) roundTrips(new byte[] {(byte) value});
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7, 8, 9, 257, 258, 259, 1000,
            WINDOW - 1, WINDOW, WINDOW + 1, WINDOW + 258, 65_534, 65_535, 65_536, 131_071,
            SEGMENT - 9, SEGMENT - 8, SEGMENT - 1, SEGMENT, SEGMENT + 1, SEGMENT + 8, 2 * SEGMENT - 1, 2 * SEGMENT,
            2 * SEGMENT + 1, 3 * SEGMENT + WINDOW + 5})
    void eachKindComesBackAtEachBorder(int size) throws Exception {
        roundTrips(Samples.zeros(size));
        roundTrips(Samples.noise(size, size));
        roundTrips(Samples.text(size, size));
        roundTrips(Samples.mixed(size, size));
        roundTrips(Samples.records(size, size));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9, 255, 256, 257, 4096, 24_577, WINDOW - 1, WINDOW, WINDOW + 1, 65_536})
    void matchesAreFoundUpToTheWindow(int distance) throws Exception {
        byte[] input = Samples.noise(distance, distance + 300_000);
        for (int i = distance; i < input.length; i++) input[i] = input[i - distance];
        roundTrips(input);
        int size = gzip(input).length;
        // In noise not each position is looked at, so it may take up to the next block until a repetition is seen.
        if (distance <= WINDOW) assertThat(size).isLessThan(distance + WINDOW + 4500);
        else assertThat(size).isGreaterThan(input.length);
    }

    @Test
    void aSegmentUsesTheWindowBeforeIt() throws Exception {
        byte[] period = Samples.noise(5, 20_000);
        var input = new byte[3 * SEGMENT];
        for (int i = 0; i < input.length; i++) input[i] = period[i % period.length];
        roundTrips(input);
        assertThat(gzip(input)).hasSizeLessThan(2 * period.length + 26_000);
    }

    @Test
    void randomInputsComeBack() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 150; round++) {
            long each = random.nextLong();
            int size = random.nextInt(1 << 1 + random.nextInt(20));
            try {
                roundTrips(Samples.mixed(each, size));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + seed + ": mixed(" + each + ", " + size + ")", e);
            }
        }
    }

    @Test
    void theBytesDoNotDependOnThreadsNorWrites() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        byte[] input = Samples.mixed(42, 5 * SEGMENT + 12_345);
        byte[] expected = gzip(input, HERE, 1, Integer.MAX_VALUE, random);
        for (int parallelism : new int[] {1, 2, 4, 9}) {
            for (Executor workers : List.of(HERE, POOL, NOWHERE)) {
                for (int chunk : new int[] {100, 65_536, 3 * SEGMENT, Integer.MAX_VALUE}) {
                    assertThat(gzip(input, workers, parallelism, chunk, random))
                            .as("seed %d, parallelism %d, writes up to %d", seed, parallelism, chunk).isEqualTo(expected);
                }
            }
        }
        byte[] start = Arrays.copyOf(input, SEGMENT + 1);
        assertThat(gzip(start, POOL, 2, 1, random)).isEqualTo(gzip(start));
    }

    @Test
    void theCheapestOfTheThreeFormsIsTaken() throws IOException {
        assertThat(gzip(Samples.noise(1, 1000))[10] >> 1 & 3).as("stored").isEqualTo(0);
        assertThat(gzip(Samples.zeros(1000))[10] >> 1 & 3).as("fixed codes").isEqualTo(1);
        assertThat(gzip(Samples.text(1, 9000))[10] >> 1 & 3).as("codes of its own").isEqualTo(2);
    }

    @Test
    void noiseGrowsByLessThanAThousandth() throws Exception {
        byte[] input = Samples.noise(1, 4 * SEGMENT);
        assertThat(gzip(input)).hasSizeLessThan(input.length + input.length / 1000);
    }

    @Test
    void zerosShrinkBelowTheFiveHundredthPart() throws Exception {
        assertThat(gzip(Samples.zeros(4 * SEGMENT))).hasSizeLessThan(4 * SEGMENT / 500);
    }

    @Test
    void theSizeIsWrittenModuloFourGiB() {
        assertThat(HexFormat.of().formatHex(ParallelGzipStream.trailer(0x89abcdefL, (5L << 32) + 0xf0000001L)))
                .isEqualTo("efcdab89" + "010000f0");
        assertThat(HexFormat.of().formatHex(ParallelGzipStream.trailer(1, 1L << 32))).isEqualTo("01000000" + "00000000");
    }

    @Test
    void theSystemsGzipAcceptsIt(@TempDir Path directory) throws Exception {
        Path program = Path.of("/usr/bin/gzip");
        Assumptions.assumeTrue(Files.isExecutable(program));
        byte[] input = Samples.mixed(77, 3 * SEGMENT + 1);
        Path file = Files.write(directory.resolve("input.gz"), gzip(input));
        Path back = directory.resolve("back");
        var process = new ProcessBuilder(program.toString(), "-dc", file.toString()).redirectOutput(back.toFile())
                .redirectError(directory.resolve("errors").toFile()).start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(directory.resolve("errors"), StandardCharsets.UTF_8)).isEmpty();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readAllBytes(back)).isEqualTo(input);
    }

    @Test
    void closingTwiceEndsTheMemberOnceAndLeavesTheTargetOpen() throws IOException {
        var closed = new AtomicInteger();
        var out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        OutputStream gzip = ParallelGzipStream.to(out, POOL, 2);
        gzip.write(Samples.text(1, 1000));
        gzip.close();
        byte[] once = out.toByteArray();
        gzip.close();
        assertThat(out.toByteArray()).isEqualTo(once);
        assertThat(closed).hasValue(0);
        assertThatThrownBy(() -> gzip.write(1)).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void anErrorOfAWorkerComesOutOnceAndEndsTheStream() {
        var out = new ByteArrayOutputStream();
        var count = new AtomicInteger();
        OutputStream gzip = new ParallelGzipStream(out, POOL, 2, segment -> {
            if (count.incrementAndGet() == 2) throw new ArithmeticException("broken on purpose");
            segment.compress();
        });
        assertThatThrownBy(() -> gzip.write(new byte[8 * SEGMENT])).isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("broken on purpose");
        assertFailed(gzip, out);
    }

    @Test
    void anErrorOfAWorkerComesOutOfCloseAtTheLatest() throws IOException {
        OutputStream gzip = new ParallelGzipStream(new ByteArrayOutputStream(), POOL, 2, segment -> {
            throw new ArithmeticException("broken on purpose");
        });
        gzip.write(1);
        assertThatThrownBy(gzip::close).isInstanceOf(IllegalStateException.class).hasRootCauseMessage("broken on purpose");
    }

    @Test
    void anErrorOfTheTargetComesOutAndEndsTheStream() {
        var out = new ByteArrayOutputStream() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                if (size() > 1000) throw new UncheckedIOException(new IOException("disk full"));
                super.write(bytes, offset, length);
            }
        };
        OutputStream gzip = ParallelGzipStream.to(out, POOL, 2);
        assertThatThrownBy(() -> gzip.write(Samples.noise(1, 8 * SEGMENT))).hasRootCauseMessage("disk full");
        assertFailed(gzip, out);
    }

    @Test
    void aPoolThatRefusesEndsTheStream() {
        var out = new ByteArrayOutputStream();
        OutputStream gzip = ParallelGzipStream.to(out, task -> {
            throw new RejectedExecutionException("stopped");
        }, 2);
        assertThatThrownBy(() -> gzip.write(new byte[2 * SEGMENT])).isInstanceOf(IOException.class)
                .hasRootCauseMessage("stopped");
        assertFailed(gzip, out);
    }

    @Test
    void anInterruptIsKeptAndEndsTheStream() throws IOException {
        var tasks = new ArrayList<Thread>();
        var out = new ByteArrayOutputStream();
        OutputStream gzip = new ParallelGzipStream(out, task -> {
            var thread = Thread.ofPlatform().start(task);
            tasks.add(thread);
            while (thread.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
        }, 1, segment -> LockSupport.parkNanos(TimeUnit.MINUTES.toNanos(5)));
        gzip.write(1);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(gzip::close).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            Thread.interrupted();
            tasks.forEach(LockSupport::unpark);
        }
        assertFailed(gzip, out);
    }

    private static void assertFailed(OutputStream gzip, ByteArrayOutputStream out) {
        int size = out.size();
        assertThatThrownBy(() -> gzip.write(1)).isInstanceOf(IOException.class).hasMessageContaining("failed before");
        assertThat(gzip).satisfies(OutputStream::close);
        assertThat(out.size()).isEqualTo(size);
    }

    @Test
    void noMoreSegmentsAreInWorkThanAsked() throws IOException {
        for (int parallelism : new int[] {1, 3}) {
            var handed = new AtomicInteger();
            var done = new AtomicInteger();
            var most = new AtomicInteger();
            Executor counting = task -> most.accumulateAndGet(handed.incrementAndGet() - done.get(), Math::max);
            var nowhere = OutputStream.nullOutputStream();
            try (OutputStream gzip = new ParallelGzipStream(nowhere, counting, parallelism, segment -> {
                segment.compress();
                done.incrementAndGet();
            })) {
                gzip.write(new byte[10 * SEGMENT]);
            }
            assertThat(handed).hasValue(10);
            assertThat(most).hasValue(parallelism + 1);
        }
    }
}
