package slipway.build.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;

/// The program that runs a [Program]: an ELF file of some 350 bytes that links with nothing.
///
/// It has no stack, no signal handler and no memory but its own, so a process it forks differs from it only in the path
/// it takes through the steps. Its instructions, in the words of an assembler, with `base` for [Program#BASE] and `step`
/// for the address of the step at hand:
///
/// ```
/// read:   n = read(0, base + got, limit - got); if n <= 0 goto bad; got += n
///         if got < 16 or got < length[base] goto read;  step = first[base]
/// step:   result = syscall(number[step], *arg0[step], … , *arg5[step]);  *out[step] = result
///         if result == match[step]  { step = matched[step]; goto step }
///         if result >= 0            { step = next[step];    goto step }
///         failedStep[base] = step;  failedResult[base] = result
///         step = failed[step];  goto step
/// bad:    exit_group(125)
/// ```
public final class Interpreter {
    /// r12 base, r13 bytes got, rbx step.
    private static final String X86_64 = """
            41bc000000204531ed31c031ff4b8d342cba000000024c29ea0f054885c07e71
            4901c54983fd1072e04d3b2c2472da498b5c2408488b03488b7b08488b3f488b
            7310488b36488b5318488b124c8b53204d8b124c8b43284d8b004c8b4b304d8b
            090f05488b4b38488901483b4340740b4885c0780c488b5b58ebb9488b5b48eb
            b349895c24204989442428488b5b50eba3bf7d000000b8e70000000f05f4""";
    /// x19 base, x20 bytes got, later step.
    private static final String AARCH64 = """
            1300a4d2140080d2e80780d2000080d26102148b0240a0d2420014cb010000d4
            1f0000f14d0400549402008b9f4200f1c3feff54690240f99f0209eb63feff54
            740640f9880240f9800640f9000040f9810a40f9210040f9820e40f9420040f9
            831240f9630040f9841640f9840040f9851a40f9a50040f9010000d489aa43a9
            200100f91f000aeb80000054a000f8b7942e40f9ecffff17942640f9eaffff17
            740202a9942a40f9e7ffff17a00f80d2c80b80d2010000d4000020d4""";

    private static final long CODE = 0x1000_0000L;
    private static final int HEADERS = 64 + 3 * 56;
    private static final int ALIGNMENT = 0x10000;

    private Interpreter() { }

    /// Puts the interpreter into `directory` unless it is there, and returns its path. Other processes may do the same at
    /// the same time.
    public static Path install(Architecture architecture, Path directory) throws IOException {
        byte[] image = image(architecture);
        Path path = directory.resolve("slipway-steps-" + architecture.kernelName());
        if (Files.isExecutable(path) && Files.size(path) == image.length && Arrays.equals(Files.readAllBytes(path), image)) {
            return path;
        }
        Path fresh = Files.createTempFile(directory, "slipway-steps-", ".new");
        try {
            Files.write(fresh, image);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return path;
    }

    /// The ELF file: one segment of code, one of memory, no executable stack.
    static byte[] image(Architecture architecture) {
        byte[] code = code(architecture);
        var elf = ByteBuffer.allocate(HEADERS + code.length).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        elf.putShort((short) 2).putShort((short) architecture.elfMachine()).putInt(1);
        elf.putLong(CODE + HEADERS).putLong(64).putLong(0).putInt(0);
        elf.putShort((short) 64).putShort((short) 56).putShort((short) 3);
        elf.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        segment(elf, 1, 5, CODE, HEADERS + code.length, HEADERS + code.length);
        segment(elf, 1, 6, Program.BASE, 64, Program.LIMIT);
        segment(elf, 0x6474e551, 6, 0, 0, 0);
        return elf.put(code).array();
    }

    static byte[] code(Architecture architecture) {
        String hex = switch (architecture) {
            case X86_64 -> X86_64;
            case AARCH64 -> AARCH64;
        };
        return HexFormat.of().parseHex(hex.replace("\n", ""));
    }

    private static void segment(ByteBuffer elf, int type, int flags, long address, long fileBytes, long memoryBytes) {
        elf.putInt(type).putInt(flags).putLong(0).putLong(address).putLong(address);
        elf.putLong(fileBytes).putLong(memoryBytes).putLong(ALIGNMENT);
    }
}
