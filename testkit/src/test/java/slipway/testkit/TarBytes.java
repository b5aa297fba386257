package slipway.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Tars of whatever a test wants, written by somebody else's code.
final class TarBytes {

    /// A symbolic link in a tar.
    record Link(String target) {}

    private TarBytes() {}

    static Link link(String target) {
        return new Link(target);
    }

    /// A tar of these entries: a text, bytes or a [Link] for each path.
    static byte[] of(Map<String, Object> entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (var entry : entries.entrySet()) {
                if (entry.getValue() instanceof Link(String target)) {
                    var header = new TarArchiveEntry(entry.getKey(), TarConstants.LF_SYMLINK);
                    header.setLinkName(target);
                    tar.putArchiveEntry(header);
                } else {
                    byte[] content = entry.getValue() instanceof String text ? text.getBytes(StandardCharsets.UTF_8)
                            : (byte[]) entry.getValue();
                    var header = new TarArchiveEntry(entry.getKey(), true);
                    header.setSize(content.length);
                    tar.putArchiveEntry(header);
                    tar.write(content);
                }
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
