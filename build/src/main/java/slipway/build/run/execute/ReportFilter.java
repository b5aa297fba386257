package slipway.build.run.execute;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Separates our own reports from the output of a step, which share a pipe.
///
/// A report is a mark of 16 random bytes, which the step cannot know, and two numbers of 8 bytes. Everything else is
/// passed on at once, but for an ending that may be the beginning of a mark.
final class ReportFilter {
    static final long UNFINISHED = -1;

    private static final int REPORT = 32;

    private final byte[] mark;
    private final List<Report> reports = new ArrayList<>();
    private byte[] pending = new byte[0];

    /// What our own side of the process has to say: about which step of the program (0: about the end), and a number.
    record Report(long step, long value) { }

    /// Takes the first `length` bytes of a buffer.
    @FunctionalInterface
    interface Taker {
        void take(byte[] buffer, int length) throws IOException;
    }

    ReportFilter(byte[] mark) {
        this.mark = mark;
    }

    /// A report on the end of a step that has not come to one: its number, of which the kernel fills in the lower half, is
    /// [#UNFINISHED].
    static byte[] unfinished(byte[] mark) {
        return ByteBuffer.allocate(REPORT).order(ByteOrder.LITTLE_ENDIAN).put(mark).putLong(0).putLong(UNFINISHED).array();
    }

    List<Report> reports() {
        return List.copyOf(reports);
    }

    /// Takes more output and passes on what is not ours.
    void accept(byte[] buffer, int length, Taker to) throws IOException {
        byte[] all = Arrays.copyOf(pending, pending.length + length);
        System.arraycopy(buffer, 0, all, pending.length, length);
        int from = 0;
        for (int at = 0; at < all.length; at++) {
            int known = matching(all, at);
            if (known < mark.length && at + known < all.length) continue;
            pass(all, from, at, to);
            from = at;
            if (at + REPORT > all.length) break; // Wait for the rest of it.
            var numbers = ByteBuffer.wrap(all, at + mark.length, REPORT - mark.length).order(ByteOrder.LITTLE_ENDIAN);
            reports.add(new Report(numbers.getLong(), numbers.getLong()));
            from = at + REPORT;
            at = from - 1;
        }
        boolean waiting = from < all.length && matching(all, from) >= Math.min(mark.length, all.length - from);
        if (!waiting) pass(all, from, all.length, to);
        pending = waiting ? Arrays.copyOfRange(all, from, all.length) : new byte[0];
    }

    /// Passes on the ending that was held back, when no more can come.
    void finish(Taker to) throws IOException {
        pass(pending, 0, pending.length, to);
        pending = new byte[0];
    }

    /// How many bytes from `at` on are the mark's.
    private int matching(byte[] all, int at) {
        int known = 0;
        while (known < mark.length && at + known < all.length && all[at + known] == mark[known]) known++;
        return known;
    }

    private static void pass(byte[] all, int from, int to, Taker taker) throws IOException {
        if (from < to) taker.take(from == 0 && to == all.length ? all : Arrays.copyOfRange(all, from, to), to - from);
    }
}
