package slipway.build.run.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import slipway.build.linux.Architecture;
import slipway.build.run.execute.SystemCallRules.Table;

class SeccompFilterTest {
    private static final int ALLOW = 0x7fff0000;
    private static final int EPERM = 0x50001;
    private static final int ENOSYS = 0x50026;
    private static final long I386 = 0x40000003L;
    private static final long ARM = 0x40000028L;

    @Test
    void answersEachCallOfEachTable() {
        check(Architecture.X86_64, Architecture.X86_64.audit(), Table.X86_64, 0);
        check(Architecture.X86_64, Architecture.X86_64.audit(), Table.X32, 0x40000000);
        check(Architecture.X86_64, I386, Table.I386, 0);
        check(Architecture.AARCH64, Architecture.AARCH64.audit(), Table.AARCH64, 0);
        check(Architecture.AARCH64, ARM, Table.ARM, 0);
    }

    @Test
    void refusesWhatIsNotListed() {
        long x86 = Architecture.X86_64.audit();
        assertThat(run(Architecture.X86_64, x86, 165, 0)).as("mount").isEqualTo(EPERM);
        assertThat(run(Architecture.X86_64, x86, 272, 0)).as("unshare").isEqualTo(EPERM);
        assertThat(run(Architecture.X86_64, x86, 250, 0)).as("keyctl").isEqualTo(EPERM);
        assertThat(run(Architecture.X86_64, x86, 304, 0)).as("open_by_handle_at").isEqualTo(EPERM);
        assertThat(run(Architecture.X86_64, x86, 425, 0)).as("io_uring_setup").isEqualTo(EPERM);
        assertThat(run(Architecture.X86_64, I386, 21, 0)).as("mount of i386").isEqualTo(EPERM);
        assertThat(run(Architecture.AARCH64, Architecture.AARCH64.audit(), 40, 0)).as("mount of aarch64").isEqualTo(EPERM);
        assertThat(run(Architecture.X86_64, x86, 435, 0)).as("clone3").isEqualTo(ENOSYS);
        assertThat(run(Architecture.X86_64, x86, 999, 0)).as("a call of the future").isEqualTo(ENOSYS);
        assertThat(run(Architecture.X86_64, x86, 0xffffffffL, 0)).isNotEqualTo(ALLOW);
        assertThat(run(Architecture.X86_64, ARM, 3, 0)).as("another machine's").isEqualTo(EPERM);
    }

    @Test
    void looksAtArguments() {
        long x86 = Architecture.X86_64.audit();
        assertThat(run(Architecture.X86_64, x86, 56, 0x11)).as("fork").isEqualTo(ALLOW);
        assertThat(run(Architecture.X86_64, x86, 56, 0x10000011L)).as("clone user").isEqualTo(EPERM);
        for (long family : new long[] {1, 2, 10, 16, 39, 41}) {
            assertThat(run(Architecture.X86_64, x86, 41, family)).isEqualTo(ALLOW);
        }
        assertThat(run(Architecture.X86_64, x86, 41, 38)).isEqualTo(EPERM);
        assertThat(run(Architecture.X86_64, x86, 41, 40)).isEqualTo(EPERM);
        assertThat(run(Architecture.X86_64, x86, 135, 0xffffffffL)).isEqualTo(ALLOW);
        assertThat(run(Architecture.X86_64, x86, 135, 0x400000)).isEqualTo(EPERM);
    }

    private static void check(Architecture architecture, long audit, Table table, int bit) {
        for (var rule : SystemCallRules.all()) {
            if (rule.number(table).isEmpty()) continue;
            int expected = switch (rule.verdict()) {
                case ALLOW, CLONE, PERSONALITY, SOCKET -> ALLOW; // With arguments of zero.
                case ENOSYS -> ENOSYS;
            };
            int answer = run(architecture, audit, rule.number(table).getAsInt() | bit, 0);
            assertThat(answer).as(table + " " + rule.name()).isEqualTo(expected);
        }
    }

    /// What the kernel would do with the filter.
    private static int run(Architecture architecture, long audit, long number, long argument) {
        var program = ByteBuffer.wrap(SeccompFilter.standard(architecture)).order(ByteOrder.LITTLE_ENDIAN);
        var data = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(0, (int) number).putInt(4, (int) audit).putLong(16, argument);
        long accumulator = 0;
        for (int at = 0; ; at++) {
            int code = program.getShort(at * 8);
            int yes = program.get(at * 8 + 2) & 0xff;
            int no = program.get(at * 8 + 3) & 0xff;
            int value = program.getInt(at * 8 + 4);
            long unsigned = Integer.toUnsignedLong(value);
            switch (code) {
                case 0x20 -> accumulator = Integer.toUnsignedLong(data.getInt(value));
                case 0x54 -> accumulator &= unsigned;
                case 0x05 -> at += value;
                case 0x15 -> at += accumulator == unsigned ? yes : no;
                case 0x35 -> at += accumulator >= unsigned ? yes : no;
                case 0x45 -> at += (accumulator & unsigned) != 0 ? yes : no;
                case 0x06 -> {
                    return value;
                }
                default -> throw new AssertionError("unknown instruction " + code);
            }
        }
    }
}
