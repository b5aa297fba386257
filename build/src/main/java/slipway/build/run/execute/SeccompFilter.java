package slipway.build.run.execute;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import slipway.build.linux.Architecture;
import slipway.build.linux.Errno;
import slipway.build.run.execute.SystemCallRules.Table;
import slipway.build.run.execute.SystemCallRules.Verdict;

/// The rules of [SystemCallRules] as a program of the kernel's packet filter, which it runs before each system call.
///
/// The program looks at the architecture of the call, because a number means another call on another one, and then goes
/// through ranges of numbers with the same answer, in order. The kernel remembers which calls are always allowed, so
/// the length of that walk costs next to nothing.
final class SeccompFilter {
    private static final int LOAD = 0x20;
    private static final int JUMP = 0x05;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_AT_LEAST = 0x35;
    private static final int JUMP_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    private static final int NUMBER = 0;
    private static final int AUDIT = 4;
    private static final int ARGUMENT = 16;

    private static final int ALLOW = 0x7fff0000;
    private static final int ERRNO = 0x00050000;

    private static final int X32_BIT = 0x40000000;
    private static final long AUDIT_I386 = 0x40000003L;
    private static final long AUDIT_ARM = 0x40000028L;


    private static final Map<Architecture, byte[]> STANDARD = new ConcurrentHashMap<>();

    private final List<long[]> instructions = new ArrayList<>();

    private SeccompFilter() { }

    /// The filter for processes on an architecture, as an array of `struct sock_filter`, 8 bytes each.
    static byte[] standard(Architecture architecture) {
        return STANDARD.computeIfAbsent(architecture, SeccompFilter::write).clone();
    }

    private static byte[] write(Architecture architecture) {
        var filter = new SeccompFilter();
        switch (architecture) {
            case X86_64 -> filter.x86();
            case AARCH64 -> filter.arm();
        }
        return filter.encode();
    }

    private void x86() {
        byte[] native64 = section(Table.X86_64);
        byte[] x32 = section(Table.X32);
        byte[] i386 = section(Table.I386);
        add(LOAD, 0, 0, AUDIT);
        add(JUMP_EQUAL, 1, 0, Architecture.X86_64.audit());
        add(JUMP, 0, 0, 3 + count(native64) + 1 + count(x32));
        add(LOAD, 0, 0, NUMBER);
        add(JUMP_AT_LEAST, 0, 1, X32_BIT);
        add(JUMP, 0, 0, count(native64));
        append(native64);
        add(0x54, 0, 0, ~X32_BIT & 0xffffffffL); // and
        append(x32);
        add(JUMP_EQUAL, 1, 0, AUDIT_I386);
        add(RETURN, 0, 0, ERRNO | Errno.EPERM);
        add(LOAD, 0, 0, NUMBER);
        append(i386);
    }

    private void arm() {
        byte[] native64 = section(Table.AARCH64);
        add(LOAD, 0, 0, AUDIT);
        add(JUMP_EQUAL, 1, 0, Architecture.AARCH64.audit());
        add(JUMP, 0, 0, 1 + count(native64));
        add(LOAD, 0, 0, NUMBER);
        append(native64);
        add(JUMP_EQUAL, 1, 0, AUDIT_ARM);
        add(RETURN, 0, 0, ERRNO | Errno.EPERM);
        add(LOAD, 0, 0, NUMBER);
        append(section(Table.ARM));
    }

    /// The walk through one table, with the number loaded; it always answers.
    private static byte[] section(Table table) {
        var answers = new TreeMap<Integer, Integer>();
        for (var rule : SystemCallRules.all()) {
            rule.number(table).ifPresent(number -> answers.put(number, rule.verdict().ordinal()));
        }
        int youngest = answers.keySet().stream().filter(number -> number < 0x1000).reduce(0, Math::max);
        var ranges = ranges(answers, youngest);
        var blocks = blocks();
        var starts = new EnumMap<Answer, Integer>(Answer.class);
        int position = 2 * ranges.size();
        for (var block : blocks.entrySet()) {
            starts.put(block.getKey(), position);
            position += block.getValue().instructions.size();
        }
        var section = new SeccompFilter();
        for (var range : ranges) {
            // Not below the range's end: on to the next one. Else jump to the answer.
            section.add(JUMP_AT_LEAST, 1, 0, range.end());
            section.add(JUMP, 0, 0, starts.get(range.answer()) - (section.instructions.size() + 1));
        }
        blocks.values().forEach(block -> section.instructions.addAll(block.instructions));
        return section.encode();
    }

    private enum Answer { UNKNOWN, DENY, ALLOW, CLONE, PERSONALITY, SOCKET }

    /// All numbers below `end` that are in no range before have this answer.
    private record Range(long end, Answer answer) { }

    private static List<Range> ranges(TreeMap<Integer, Integer> answers, int youngest) {
        var ranges = new ArrayList<Range>();
        int last = answers.lastKey();
        for (int number = 0; number <= last; number++) {
            Integer verdict = answers.get(number);
            Answer answer = verdict == null ? number > youngest ? Answer.UNKNOWN : Answer.DENY
                    : answer(Verdict.values()[verdict]);
            if (!ranges.isEmpty() && ranges.getLast().answer() == answer) ranges.removeLast();
            ranges.add(new Range(number + 1L, answer));
        }
        // What is left falls through to the first block.
        return ranges;
    }

    private static Answer answer(Verdict verdict) {
        return switch (verdict) {
            case ALLOW -> Answer.ALLOW;
            case ENOSYS -> Answer.UNKNOWN;
            case CLONE -> Answer.CLONE;
            case PERSONALITY -> Answer.PERSONALITY;
            case SOCKET -> Answer.SOCKET;
        };
    }

    /// The answers, the one for numbers above all ranges first.
    private static Map<Answer, SeccompFilter> blocks() {
        var blocks = new EnumMap<Answer, SeccompFilter>(Answer.class);
        for (Answer answer : Answer.values()) {
            var block = new SeccompFilter();
            switch (answer) {
                case UNKNOWN -> block.add(RETURN, 0, 0, ERRNO | Errno.ENOSYS);
                case DENY -> block.add(RETURN, 0, 0, ERRNO | Errno.EPERM);
                case ALLOW -> block.add(RETURN, 0, 0, ALLOW);
                case CLONE -> {
                    block.add(LOAD, 0, 0, ARGUMENT);
                    block.add(JUMP_ANY_BIT, 1, 0, SystemCallRules.CLONE_NAMESPACES);
                    block.finish(ALLOW, ERRNO | Errno.EPERM);
                }
                case PERSONALITY -> block.oneOf(SystemCallRules.PERSONALITIES, ALLOW, ERRNO | Errno.EPERM);
                case SOCKET -> block.oneOf(SystemCallRules.CLOSED_FAMILIES, ERRNO | Errno.EPERM, ALLOW);
            }
            blocks.put(answer, block);
        }
        return blocks;
    }

    /// Answers `found` if the lower half of the first argument, which is all that these calls look at, is in the list.
    private void oneOf(List<Long> values, int found, int other) {
        add(LOAD, 0, 0, ARGUMENT);
        for (int i = 0; i < values.size(); i++) add(JUMP_EQUAL, values.size() - i, 0, values.get(i));
        finish(other, found);
    }

    private void finish(int other, int jumped) {
        add(RETURN, 0, 0, other);
        add(RETURN, 0, 0, jumped);
    }

    private void add(int code, int ifTrue, int ifFalse, long value) {
        instructions.add(new long[] {code, ifTrue, ifFalse, value});
    }

    private void append(byte[] encoded) {
        var buffer = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            add(buffer.getShort() & 0xffff, buffer.get() & 0xff, buffer.get() & 0xff, buffer.getInt());
        }
    }

    private static int count(byte[] encoded) {
        return encoded.length / 8;
    }

    private byte[] encode() {
        var buffer = ByteBuffer.allocate(8 * instructions.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (long[] i : instructions) buffer.putShort((short) i[0]).put((byte) i[1]).put((byte) i[2]).putInt((int) i[3]);
        return buffer.array();
    }
}
