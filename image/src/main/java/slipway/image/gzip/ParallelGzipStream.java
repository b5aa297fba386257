package slipway.image.gzip;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/// A stream whose bytes come out on another as one gzip member (RFC 1952), compressed by several threads.
///
/// The output depends on the input alone: not on the number of threads, the sizes of writes, flushes, the JDK or the
/// machine. The input is cut into stretches of 512 KiB, each compressed with the 32 KiB before it as its dictionary, so
/// hardly anything is lost against compressing it as one.
///
/// Memory: `parallelism + 1` segments of about 1.5 MiB, each made when first needed. A write waits when all are in use. The
/// thread that waits takes over a segment that no worker has begun, so a busy or starved pool slows a stream down and never
/// stops it. The target is written to in `write` and `close` only, by the thread that calls them. Not for use by several
/// threads at once.
///
/// Errors of the target (`IOException`) and of a worker (`IllegalStateException`) come out of `write` or `close`. After one,
/// what the target has is not a gzip file, each further `write` fails, and `close` adds nothing. `close` always ends the
/// member: who gives up in the midst of the input has to throw the target's bytes away.
public final class ParallelGzipStream extends OutputStream {
    /// Deflate, no flags, no time, no hint on the effort, operating system unknown (RFC 1952, section 2.3).
    static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    /// A last block, with fixed codes, with nothing in it.
    static final byte[] LAST_BLOCK = {3, 0};

    /// A segment with the task that compresses it.
    private record Work(Segment segment, FutureTask<Void> task) {}

    private final OutputStream target;
    private final Executor workers;
    private final int limit;
    private final Consumer<Segment> compressor;
    /// In the order of the input.
    private final ArrayDeque<Work> inWork = new ArrayDeque<>();
    private final ArrayDeque<Segment> idle = new ArrayDeque<>();
    private final CRC32 checksum = new CRC32();
    private final Effort effort;
    private Segment filling;
    private int made = 1;
    private long size;
    private State state = State.NEW;

    private enum State { NEW, STARTED, FAILED, CLOSED }

    /// @param compressor what is done to a full segment: [Segment#compress], except in tests of failure
    ParallelGzipStream(OutputStream target, Executor workers, int parallelism, Consumer<Segment> compressor) {
        this(target, workers, parallelism, Effort.USUAL, compressor);
    }

    private ParallelGzipStream(OutputStream target, Executor workers, int parallelism, Effort effort,
            Consumer<Segment> compressor) {
        if (parallelism < 1) throw new IllegalArgumentException("parallelism must be at least 1: " + parallelism);
        this.target = Objects.requireNonNull(target);
        this.workers = Objects.requireNonNull(workers);
        this.compressor = compressor;
        this.effort = effort;
        this.filling = new Segment(effort);
        limit = Math.addExact(parallelism, 1);
    }

    /// A stream that writes gzip to `target`. Closing it ends the gzip member, and neither closes nor flushes `target`.
    ///
    /// @param workers where segments are compressed, a few milliseconds each
    /// @param parallelism how many segments are compressed while the next is filled, at least 1
    public static OutputStream to(OutputStream target, Executor workers, int parallelism) {
        return new ParallelGzipStream(target, workers, parallelism, Segment::compress);
    }

    /// The same, with another effort than the usual one.
    public static OutputStream to(OutputStream target, Executor workers, int parallelism, Effort effort) {
        return new ParallelGzipStream(target, workers, parallelism, effort, Segment::compress);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        switch (state) {
            case NEW, STARTED -> guarded(() -> take(bytes, offset, length));
            case FAILED -> throw new IOException("the gzip stream failed before");
            case CLOSED -> throw new IOException("the gzip stream is closed");
        }
    }

    /// Flushes the target. Where the input is cut does not depend on it, so the bytes of an unfinished segment stay here.
    @Override
    public void flush() throws IOException {
        target.flush();
    }

    /// Writes what is left and the end of the gzip member. The second time, and after a failure, does nothing.
    @Override
    public void close() throws IOException {
        if (state == State.CLOSED || state == State.FAILED) return;
        guarded(this::finish);
        state = State.CLOSED;
    }

    private void take(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int at = offset; at < end; ) {
            if (filling.isFull()) {
                hand(filling);
                var next = free();
                next.restartAfter(filling);
                filling = next;
            }
            at += filling.fill(bytes, at, end - at);
        }
        checksum.update(bytes, offset, length);
        size += length;
    }

    private void finish() throws IOException {
        if (filling.size() > 0) hand(filling);
        while (!inWork.isEmpty()) writeOldest();
        start();
        target.write(LAST_BLOCK);
        target.write(trailer(checksum.getValue(), size));
    }

    private void hand(Segment segment) throws IOException {
        var task = new FutureTask<Void>(() -> compressor.accept(segment), null);
        inWork.add(new Work(segment, task));
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            throw new IOException("the workers take no more segments to compress", e);
        }
    }

    /// A segment that is not in work: one done, or a new one, or, where that is one too many, the next to be done.
    private Segment free() throws IOException {
        while (!inWork.isEmpty() && inWork.getFirst().task().isDone()) writeOldest();
        if (idle.isEmpty() && made < limit) {
            made++;
            return new Segment(effort);
        }
        if (idle.isEmpty()) writeOldest();
        return idle.remove();
    }

    private void writeOldest() throws IOException {
        start();
        var oldest = inWork.remove();
        await(oldest.task());
        target.write(oldest.segment().output(), 0, oldest.segment().outputSize());
        idle.add(oldest.segment());
    }

    private static void await(FutureTask<Void> task) throws IOException {
        task.run(); // Does nothing if a worker has begun.
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while compressing").initCause(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a segment could not be compressed", e.getCause());
        }
    }

    private void start() throws IOException {
        if (state == State.STARTED) return;
        target.write(HEADER);
        state = State.STARTED;
    }

    /// Checksum and size of the input, the size modulo 2³² (RFC 1952, section 2.3.1).
    static byte[] trailer(long checksum, long size) {
        var bytes = new byte[8];
        LittleEndian.writeLong(bytes, 0, size << 32 | checksum);
        return bytes;
    }

    private interface Action {
        void run() throws IOException;
    }

    /// Whatever goes wrong, the stream has failed from then on, and segments not begun are not compressed.
    private void guarded(Action action) throws IOException {
        var done = false;
        try {
            action.run();
            done = true;
        } finally {
            if (!done) {
                state = State.FAILED;
                inWork.forEach(work -> work.task().cancel(false));
            }
        }
    }
}
