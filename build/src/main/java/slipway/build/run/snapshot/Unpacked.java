package slipway.build.run.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import slipway.build.linux.FileCalls;
import slipway.image.layer.Content;
import slipway.image.layer.RawText;

/// A layer as a directory in the form of overlayfs: deleted things are character devices 0:0, opaque directories bear an
/// extended attribute. Nobody changes it.
///
/// @param directory what overlayfs takes as a lower directory
public record Unpacked(Path directory) {

    /// The bytes of a file at a path of the layer, without following links.
    public Content content(String path) {
        return () -> new TreeFile(directory, path);
    }

    /// Directories that are here only because something lies in them, the root among them. Of their attributes the layer
    /// says nothing.
    List<String> implied() throws IOException {
        try {
            String text = RawText.decode(Files.readAllBytes(directory.resolveSibling("implied")));
            return Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    static void writeImplied(Path directory, Iterable<String> paths) throws IOException {
        String text = String.join("\0", paths);
        if (paths.iterator().hasNext()) {
            Files.write(directory.resolveSibling("implied"), RawText.encode(text + "\0"));
        }
    }

    /// The bytes of a file in a tree, read through descriptors.
    private static final class TreeFile extends InputStream {
        private final FileCalls calls = FileCalls.open();
        private final int file;

        TreeFile(Path root, String path) throws IOException {
            int slash = path.lastIndexOf('/');
            int directory = calls.openRoot(root);
            try (var way = new OpenPath(calls, directory)) {
                file = calls.openFile(way.directory(path.substring(0, Math.max(0, slash))), path.substring(slash + 1));
            } catch (IOException e) {
                calls.close();
                throw e;
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return calls.read(file, bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            calls.close(file);
            calls.close();
        }
    }
}
