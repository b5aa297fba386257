package slipway.build.run.emulate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// What the kernel does with programs of one kind that are not its own: an entry of `binfmt_misc`.
///
/// @param interpreter the program that is started instead
/// @param flags `F`: the interpreter was opened when the entry was made, so no step needs to have it
/// @param offset where in a file `magic` is looked for
/// @param magic what the file must have there, where `mask` has a bit
record Handler(Path interpreter, String flags, int offset, byte[] magic, byte[] mask) {

    private static final String FIXED = "F";

    /// Reads an entry; absent for one that is switched off, or that goes by the end of a file's name.
    static Optional<Handler> read(Path entry) throws IOException {
        List<String> lines = Files.readAllLines(entry, StandardCharsets.ISO_8859_1);
        Optional<String> interpreter = field(lines, "interpreter ");
        Optional<String> magic = field(lines, "magic ");
        if (!lines.contains("enabled") || interpreter.isEmpty() || magic.isEmpty()) return Optional.empty();
        byte[] bytes = HexFormat.of().parseHex(magic.get());
        byte[] mask = field(lines, "mask ").map(HexFormat.of()::parseHex).orElseGet(() -> {
            byte[] all = new byte[bytes.length];
            java.util.Arrays.fill(all, (byte) 0xff);
            return all;
        });
        return Optional.of(new Handler(Path.of(interpreter.get()), field(lines, "flags:").orElse("").strip(),
                Integer.parseInt(field(lines, "offset ").orElse("0")), bytes, mask));
    }

    private static Optional<String> field(List<String> lines, String name) {
        return lines.stream().filter(line -> line.startsWith(name)).map(line -> line.substring(name.length())).findFirst();
    }

    /// Whether it is for programs of a processor.
    boolean isFor(Processor processor) {
        byte[] file = processor.probe().orElseGet(processor::magic);
        if (offset + magic.length > file.length || mask.length != magic.length) return false;
        for (int i = 0; i < magic.length; i++) {
            if (((file[offset + i] ^ magic[i]) & mask[i]) != 0) return false;
        }
        return true;
    }

    /// Whether the kernel holds the interpreter open.
    boolean isFixed() {
        return flags.contains(FIXED);
    }

    /// What is written to `register` in order to have it: the kernel's documentation, "binfmt-misc".
    String registration(String name) {
        return ":" + name + ":M:" + offset + ":" + escaped(magic) + ":" + escaped(mask) + ":" + interpreter + ":" + flags;
    }

    private static String escaped(byte[] bytes) {
        return HexFormat.of().withPrefix("\\x").formatHex(bytes);
    }
}
