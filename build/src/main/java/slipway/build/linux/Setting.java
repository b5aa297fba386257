package slipway.build.linux;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A value below `/proc/sys`.
public final class Setting {
    private Setting() { }

    /// The value, without the line's end. Such a file gives its content to the first read only, so it takes one read that
    /// is large enough; the library's ways to read a file begin with a small one.
    public static String read(Path file) throws IOException {
        byte[] buffer = new byte[4096];
        try (var in = new FileInputStream(file.toFile())) {
            int length = in.read(buffer);
            return new String(buffer, 0, Math.max(0, length), StandardCharsets.UTF_8).strip();
        }
    }
}
