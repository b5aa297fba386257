package slipway.build.run.emulate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tells programs that need no libraries: they run in a file system that has nothing else.
final class StaticProgram {

    private static final int INTERPRETER = 3;
    private static final int MAX_PARTS = 64;

    private StaticProgram() {}

    /// Whether the file is a program that names no loader. One of 32 bits is taken at its word.
    static boolean isOne(Path file) throws IOException {
        if (!Files.isExecutable(file) || Files.isDirectory(file)) return false;
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer header = read(channel, 0, 64);
            if (header.limit() < 64 || header.getInt(0) != 0x464c457f) return false;
            if (header.get(4) != 2) return true;
            int count = header.getShort(56) & 0xffff;
            if (count > MAX_PARTS) return false;
            ByteBuffer parts = read(channel, header.getLong(32), count * 56);
            for (int i = 0; (i + 1) * 56 <= parts.limit(); i++) {
                if (parts.getInt(i * 56) == INTERPRETER) return false;
            }
            return true;
        }
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) > 0) continue;
        return bytes.flip();
    }
}
