package slipway.build.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import slipway.build.linux.FileCalls;
import slipway.image.layer.RawText;

/// The bytes of a file whose path is no UTF-8, so that Java cannot open it.
final class OddlyNamedFile extends InputStream {

    private final FileCalls calls = FileCalls.open();
    private final int file;

    private OddlyNamedFile(Path root, String path) throws IOException {
        try {
            int directory = calls.openRoot(root);
            String[] parts = path.split("/");
            for (int i = 0; i < parts.length - 1; i++) {
                int next = calls.openDirectory(directory, parts[i]);
                calls.close(directory);
                directory = next;
            }
            this.file = calls.openFile(directory, parts[parts.length - 1]);
            calls.close(directory);
        } catch (IOException e) {
            calls.close();
            throw e;
        }
    }

    static boolean is(String path) {
        return !new String(RawText.encode(path), StandardCharsets.UTF_8).equals(path);
    }

    static InputStream open(Path root, String path) throws IOException {
        return new OddlyNamedFile(root, path);
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
