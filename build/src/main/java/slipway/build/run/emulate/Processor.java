package slipway.build.run.emulate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import slipway.image.Platform;

/// A processor as ELF files name it (System V ABI, "ELF Header"), and as QEMU does.
///
/// `probe` is a program of a few instructions in hexadecimal digits that ends at once with status 0; it is empty for
/// processors that nobody asked for yet.
enum Processor {
    AMD64("amd64", "x86_64", Width.BITS_64, ByteOrder.LITTLE_ENDIAN, 62, 0, "b83c00000031ff0f05"),
    I386("386", "i386", Width.BITS_32, ByteOrder.LITTLE_ENDIAN, 3, 0, "b80100000031dbcd80"),
    ARM64("arm64", "aarch64", Width.BITS_64, ByteOrder.LITTLE_ENDIAN, 183, 0, "a80b80d2000080d2010000d4"),
    ARM("arm", "arm", Width.BITS_32, ByteOrder.LITTLE_ENDIAN, 40, 0x05000000, "0170a0e30000a0e3000000ef"),
    RISCV64("riscv64", "riscv64", Width.BITS_64, ByteOrder.LITTLE_ENDIAN, 243, 0, "9308d0051305000073000000"),
    PPC64LE("ppc64le", "ppc64le", Width.BITS_64, ByteOrder.LITTLE_ENDIAN, 21, 2, "010000380000603802000044"),
    PPC64("ppc64", "ppc64", Width.BITS_64, ByteOrder.BIG_ENDIAN, 21, 2, "380000013860000044000002"),
    S390X("s390x", "s390x", Width.BITS_64, ByteOrder.BIG_ENDIAN, 22, 0, "a72900000a01"),
    LOONG64("loong64", "loongarch64", Width.BITS_64, ByteOrder.LITTLE_ENDIAN, 258, 0x43, "0b7481030400150000002b00"),
    MIPS64LE("mips64le", "mips64el", Width.BITS_64, ByteOrder.LITTLE_ENDIAN, 8, 0, ""),
    MIPS64("mips64", "mips64", Width.BITS_64, ByteOrder.BIG_ENDIAN, 8, 0, "");

    private enum Width { BITS_32, BITS_64 }

    /// Where probes are loaded: page-aligned, and far from where anything else lies.
    private static final long ADDRESS = 0x400000;

    private static final int TYPE_AT = 16;
    private static final int MAGIC_LENGTH = 20;

    private final String architecture;
    private final String emulatorName;
    private final Width width;
    private final ByteOrder order;
    private final int machine;
    private final int flags;
    private final String probe;

    Processor(String architecture, String emulatorName, Width width, ByteOrder order, int machine, int flags, String probe) {
        this.architecture = architecture;
        this.emulatorName = emulatorName;
        this.width = width;
        this.order = order;
        this.machine = machine;
        this.flags = flags;
        this.probe = probe;
    }

    /// The processor of a platform, if it is one we know.
    static Optional<Processor> of(Platform platform) {
        return List.of(values()).stream().filter(processor -> processor.architecture.equals(platform.architecture()))
                .findFirst();
    }

    /// What QEMU calls it: the middle of `qemu-aarch64-static`.
    String emulatorName() {
        return emulatorName;
    }

    /// Whether programs for `other` run on this processor by themselves.
    boolean runs(Processor other) {
        return other == this || this == AMD64 && other == I386 || this == ARM64 && other == ARM;
    }

    /// The first bytes of a program.
    byte[] magic() {
        byte[] bytes = new byte[MAGIC_LENGTH];
        header().get(0, bytes);
        return bytes;
    }

    /// Which bits of [#magic] count: all but the operating system's, and the difference between programs that are loaded
    /// at one address and at any.
    byte[] mask() {
        byte[] mask = HexFormat.of().parseHex("ffffffffffffff00ffffffffffffffffffffffff");
        mask[order == ByteOrder.LITTLE_ENDIAN ? TYPE_AT : TYPE_AT + 1] = (byte) 0xfe;
        return mask;
    }

    /// A whole program that ends at once; absent where none is written down.
    Optional<byte[]> probe() {
        if (probe.isEmpty()) return Optional.empty();
        byte[] code = HexFormat.of().parseHex(probe);
        ByteBuffer header = header();
        ByteBuffer file = ByteBuffer.allocate(header.capacity() + code.length).put(header.array()).put(code);
        return Optional.of(file.array());
    }

    /// The ELF header and one program header that loads the whole file.
    private ByteBuffer header() {
        boolean wide = width == Width.BITS_64;
        int size = wide ? 64 : 52;
        int part = wide ? 56 : 32;
        long length = size + part + probe.length() / 2;
        ByteBuffer elf = ByteBuffer.allocate(size + part).order(order);
        int endian = order == ByteOrder.LITTLE_ENDIAN ? 1 : 2;
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1), (byte) endian, 1});
        elf.position(TYPE_AT);
        elf.putShort((short) 2).putShort((short) machine).putInt(1);
        address(elf, ADDRESS + size + part);
        address(elf, size);
        address(elf, 0);
        elf.putInt(flags).putShort((short) size).putShort((short) part).putShort((short) 1);
        elf.position(size);
        elf.putInt(1);
        if (wide) elf.putInt(5);
        address(elf, 0);
        address(elf, ADDRESS);
        address(elf, ADDRESS);
        address(elf, length);
        address(elf, length);
        if (!wide) elf.putInt(5);
        address(elf, 0x1000);
        return elf.rewind();
    }

    private void address(ByteBuffer elf, long value) {
        switch (width) {
            case BITS_64 -> elf.putLong(value);
            case BITS_32 -> elf.putInt((int) value);
        }
    }
}
