package slipway.build.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A list of system calls for a process of its own, with the memory they need.
///
/// The process is the [Interpreter], which reads a program from its standard input and makes its calls in order. A
/// call can go on elsewhere when it fails or when its result is a certain number, and can keep its result in a [Cell]
/// that later calls take as an argument; that is all, and it is enough for `fork` and `wait`.
///
/// Layout of the memory at [#BASE], all numbers little-endian and of 8 bytes: length of the whole, address of the first
/// step, 16 bytes that mark our own reports, address and result of the step that failed last, a place for results
/// nobody wants; then the data; then the steps.
public final class Program {
    static final long BASE = 0x2000_0000L;
    static final int LIMIT = 0x200_0000;
    private static final int HEADER = 64;
    private static final int STEP_BYTES = 96;
    private static final long NO_MATCH = Long.MIN_VALUE;
    private static final Cell UNWANTED = new Cell(BASE + 48);

    private final Architecture architecture;
    private final byte[] mark = new byte[16];
    private final List<Step> steps = new ArrayList<>();
    private final Map<Long, Cell> numbers = new HashMap<>();
    private final Map<String, Cell> texts = new HashMap<>();
    private ByteBuffer data = ByteBuffer.allocate(1 << 14).order(ByteOrder.LITTLE_ENDIAN);
    private @Nullable Label failure;

    /// Eight bytes of the program's memory.
    public record Cell(long address) { }

    /// A place in the program, which may be set after it was named.
    public static final class Label {
        private int index = -1;
    }

    /// A program whose reports carry a mark that nobody can guess.
    public Program(Architecture architecture) {
        this.architecture = architecture;
        new SecureRandom().nextBytes(mark);
        data.position(HEADER);
    }

    public Architecture architecture() {
        return architecture;
    }

    /// What our own reports begin with.
    public byte[] mark() {
        return mark.clone();
    }

    /// A number that does not change.
    public Cell number(long value) {
        return numbers.computeIfAbsent(value, number -> cell(number));
    }

    /// The address of a text that ends with a zero byte.
    public Cell text(String text) {
        return texts.computeIfAbsent(text, key -> bytes((key + "\0").getBytes(StandardCharsets.UTF_8)));
    }

    /// The address of bytes.
    public Cell bytes(byte[] bytes) {
        align();
        long address = BASE + data.position();
        room(bytes.length);
        data.put(bytes);
        return cell(address);
    }

    /// The address of numbers of 8 bytes, in order.
    public Cell numbers(long... values) {
        var buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) buffer.putLong(value);
        return bytes(buffer.array());
    }

    /// The address of addresses, the last of them zero: what `execve` takes.
    public Cell addresses(List<Cell> pointers) {
        var values = new long[pointers.size() + 1];
        for (int i = 0; i < pointers.size(); i++) values[i] = data.getLong((int) (pointers.get(i).address() - BASE));
        return numbers(values);
    }

    /// A place for a result.
    public Cell variable() {
        return variable(0);
    }

    /// A place for a result, with what stands there before.
    public Cell variable(long value) {
        return cell(value);
    }

    /// The address of memory for a call to write to.
    public Cell buffer(int bytes) {
        return bytes(new byte[bytes]);
    }

    /// The address `offset` bytes after the one that `pointer` holds.
    public Cell after(Cell pointer, int offset) {
        return number(data.getLong((int) (pointer.address() - BASE)) + offset);
    }

    /// The address of a cell, for calls that write there.
    public Cell address(Cell cell) {
        return number(cell.address());
    }

    /// Where the mark, the failed step and its result stand: 32 bytes, one report.
    public Cell failureReport() {
        return number(BASE + 16);
    }

    public Label label() {
        return new Label();
    }

    /// Sets `label` to the step that comes next.
    public void place(Label label) {
        label.index = steps.size();
    }

    /// Where later steps go on when they fail, unless they say otherwise.
    public void onFailure(Label label) {
        failure = label;
    }

    /// Adds a call. It goes on with the step after it.
    public Step call(Call call, Cell... arguments) {
        if (failure == null) throw new IllegalStateException("say first where failures go");
        var step = new Step(call, arguments, failure);
        steps.add(step);
        return step;
    }

    /// The step a report speaks of.
    public @Nullable Step stepAt(long address) {
        long offset = address - BASE - stepsStart();
        if (offset < 0 || offset % STEP_BYTES != 0 || offset / STEP_BYTES >= steps.size()) return null;
        return steps.get((int) (offset / STEP_BYTES));
    }

    /// The program as the interpreter reads it.
    public byte[] encode() {
        align();
        int start = stepsStart();
        int length = start + steps.size() * STEP_BYTES;
        if (length > LIMIT) throw new IllegalArgumentException("more than " + LIMIT + " bytes of arguments and mounts");
        var all = ByteBuffer.wrap(Arrays.copyOf(data.array(), length)).order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(0, length).putLong(8, BASE + start).put(16, mark);
        all.position(start);
        Cell zero = new Cell(BASE + HEADER - 8);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            all.putLong(step.call.number(architecture));
            for (int argument = 0; argument < 6; argument++) {
                all.putLong((argument < step.arguments.length ? step.arguments[argument] : zero).address());
            }
            all.putLong(step.result.address()).putLong(step.match);
            all.putLong(target(step.matched, i)).putLong(target(step.failed, i)).putLong(target(step.next, i));
        }
        return all.array();
    }

    private long target(@Nullable Label label, int index) {
        int step = label == null ? index + 1 : label.index;
        if (step < 0) throw new IllegalStateException("a label was never placed");
        return BASE + stepsStart() + (long) step * STEP_BYTES;
    }

    private int stepsStart() {
        return data.position() + 7 & ~7;
    }

    private Cell cell(long value) {
        align();
        var cell = new Cell(BASE + data.position());
        room(8);
        data.putLong(value);
        return cell;
    }

    private void align() {
        room(8);
        data.position(stepsStart());
    }

    private void room(int bytes) {
        if (bytes > LIMIT - data.position()) throw new IllegalArgumentException("more than " + LIMIT + " bytes to pass");
        if (data.remaining() >= bytes + 16) return;
        int size = Math.max(data.capacity() * 2, data.position() + bytes + 16);
        data = ByteBuffer.wrap(Arrays.copyOf(data.array(), size)).order(ByteOrder.LITTLE_ENDIAN).position(data.position());
    }

    /// One call of a program, and where it goes on.
    public static final class Step {
        private final Call call;
        private final Cell[] arguments;
        private Cell result = UNWANTED;
        private long match = NO_MATCH;
        private @Nullable Label matched;
        private @Nullable Label failed;
        private @Nullable Label next;
        private String purpose;
        private boolean ofInput;

        private Step(Call call, Cell[] arguments, Label failed) {
            this.call = call;
            this.arguments = arguments.clone();
            this.failed = failed;
            this.purpose = call.name().toLowerCase(java.util.Locale.ROOT);
        }

        /// Keeps the result.
        public Step into(Cell cell) {
            result = cell;
            return this;
        }

        /// Goes on at `label` if the result is `value`.
        public Step when(long value, Label label) {
            match = value;
            matched = label;
            return this;
        }

        /// Goes on at `label` if the call fails.
        public Step orElse(Label label) {
            failed = label;
            return this;
        }

        /// Goes on with the next step even if the call fails.
        public Step orNot() {
            failed = null;
            return this;
        }

        /// Goes on at `label` if the call succeeds.
        public Step then(Label label) {
            next = label;
            return this;
        }

        /// Says what the call is for, to follow "cannot".
        public Step to(String purpose) {
            this.purpose = purpose;
            return this;
        }

        /// Says that a failure is the fault of what was asked for, and not of the machine.
        public Step ofInput() {
            ofInput = true;
            return this;
        }

        public boolean isOfInput() {
            return ofInput;
        }

        public String purpose() {
            return purpose;
        }
    }
}
