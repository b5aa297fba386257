package slipway.build.run.snapshot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import slipway.build.linux.FileCalls;
import slipway.image.DiffId;
import slipway.image.Digest;
import slipway.image.Layer;
import slipway.image.Store;
import slipway.image.layer.Compression;
import slipway.image.layer.Entry;

/// Layers that our own writer refuses to write.
final class HostileLayers {

    private HostileLayers() {}

    static Layer layer(Store store, Entry... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (Entry entry : entries) {
                var header = new TarArchiveEntry(entry.path() + (entry.is(Entry.Kind.DIRECTORY) ? "/" : ""), type(entry), true);
                if (type(entry) == '1' || type(entry) == '2') header.setLinkName(entry.link());
                byte[] content = entry.is(Entry.Kind.FILE) ? SnapshotterContract.content(entry) : new byte[0];
                header.setSize(content.length);
                header.setMode(entry.mode());
                header.setModTime(1000 * entry.modified());
                tar.putArchiveEntry(header);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        var blob = store.put(Compression.NONE.mediaType(), bytes.toByteArray());
        return new Layer(blob, new DiffId(Digest.sha256(bytes.toByteArray())));
    }

    private static byte type(Entry entry) {
        return switch (entry.kind()) {
            case FILE, WHITEOUT, OPAQUE -> TarConstants.LF_NORMAL;
            case DIRECTORY -> TarConstants.LF_DIR;
            case SYMLINK -> TarConstants.LF_SYMLINK;
            case HARD_LINK -> TarConstants.LF_LINK;
            case CHARACTER_DEVICE -> TarConstants.LF_CHR;
            case BLOCK_DEVICE -> TarConstants.LF_BLK;
            case FIFO -> TarConstants.LF_FIFO;
        };
    }

    /// Attempts to reach a file `passwd` in a directory outside.
    static List<Entry[]> attacks(String outside) {
        Entry passwd = SnapshotterContract.file("a/passwd", 4);
        String up = "../".repeat(12) + outside.substring(1);
        Entry link = Entry.symlink("a", outside, 0, 0, 1);
        return List.of(
                new Entry[] {link, passwd},
                new Entry[] {link, SnapshotterContract.dir("a/new")},
                new Entry[] {Entry.symlink("a", up, 0, 0, 1), passwd},
                new Entry[] {link, Entry.symlink("a/passwd", "x", 0, 0, 1)},
                new Entry[] {link, Entry.hardLink("b", passwd)},
                new Entry[] {link, SnapshotterContract.file("a/.wh.passwd", 0)},
                new Entry[] {link, SnapshotterContract.file("a/.wh..wh..opq", 0)},
                new Entry[] {SnapshotterContract.dir("d"), link.withPath("d/a"), Entry.hardLink("d/b", passwd.withPath("d/a/passwd"))},
                new Entry[] {Entry.hardLink("b", passwd.withPath(up.substring(0) + "/passwd"))},
                new Entry[] {Entry.hardLink("b", passwd.withPath("nowhere"))},
                new Entry[] {SnapshotterContract.file(up + "/passwd", 4)},
                new Entry[] {SnapshotterContract.dir("d"), Entry.hardLink("e", SnapshotterContract.file("d", 0))},
                new Entry[] {new Entry("c", Entry.Kind.CHARACTER_DEVICE, 0600, 0, 0, 0, 0, "", Entry.Device.NONE, new TreeMap<>(), Optional.empty())},
                new Entry[] {link.withPath("x"), link.withPath("x/y")});
    }

    /// All that is in a directory on disk, with modes, owners, times and marks.
    static List<String> listing(Path directory) throws IOException {
        var lines = new ArrayList<String>();
        try (var calls = FileCalls.open()) {
            list(calls, calls.openRoot(directory), "", lines);
        }
        return lines;
    }

    private static void list(FileCalls calls, int directory, String path, List<String> lines) throws IOException {
        for (String name : calls.list(directory).stream().sorted().toList()) {
            FileCalls.Stat stat = calls.stat(directory, name);
            var attributes = new ArrayList<String>();
            for (String attribute : calls.attributes(directory, name).stream().sorted().toList()) {
                attributes.add(attribute + "=" + new String(calls.attribute(directory, name, attribute).orElseThrow(), StandardCharsets.ISO_8859_1));
            }
            boolean isDirectory = stat.type() == Trees.DIRECTORY;
            boolean whiteout = OverlayForm.isWhiteout(stat);
            lines.add(path + name + " " + Integer.toOctalString(whiteout ? stat.type() : stat.mode()) + " " + stat.uid() + ":" + stat.gid() + " "
                    + (isDirectory ? 0 : stat.size()) + " " + (whiteout ? 0 : stat.seconds()) + " " + attributes);
            if (isDirectory) list(calls, calls.openDirectory(directory, name), path + name + "/", lines);
        }
        calls.close(directory);
    }
}
