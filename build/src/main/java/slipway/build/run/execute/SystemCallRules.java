package slipway.build.run.execute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// Which system calls a step may make; read from `system-calls.txt`, which says what the rules mean.
final class SystemCallRules {
    static final long CLONE_NAMESPACES = 0x7e020000L;
    static final List<Long> PERSONALITIES = List.of(0L, 8L, 0x20000L, 0x20008L, 0xffffffffL);
    /// AF_ALG and AF_VSOCK.
    static final List<Long> CLOSED_FAMILIES = List.of(38L, 40L);

    /// What happens to a call.
    enum Verdict { ALLOW, ENOSYS, CLONE, PERSONALITY, SOCKET }

    /// A table of numbers, in the order of the file's columns.
    enum Table { X86_64, X32, I386, AARCH64, ARM }

    /// A call by name, with its number in each table, -1 where it has none.
    record Rule(Verdict verdict, String name, List<Integer> numbers) {
        OptionalInt number(Table table) {
            int number = numbers.get(table.ordinal());
            return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
        }
    }

    private static final List<Rule> ALL = read();

    private SystemCallRules() { }

    static List<Rule> all() {
        return ALL;
    }

    private static List<Rule> read() {
        try (var in = SystemCallRules.class.getResourceAsStream("system-calls.txt")) {
            if (in == null) throw new IllegalStateException("system-calls.txt is not in this build");
            var rules = new ArrayList<Rule>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.isEmpty() || line.startsWith("#")) continue;
                String[] fields = line.split(" ");
                var numbers = new ArrayList<Integer>();
                for (int i = 2; i < fields.length; i++) {
                    numbers.add(fields[i].equals("-") ? -1 : Integer.parseInt(fields[i]));
                }
                rules.add(new Rule(Verdict.valueOf(fields[0].toUpperCase(Locale.ROOT)), fields[1], List.copyOf(numbers)));
            }
            return List.copyOf(rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
