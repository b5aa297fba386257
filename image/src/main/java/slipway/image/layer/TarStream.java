package slipway.image.layer;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// A plain tar for others to read: no layer, no hashes, written as the same entries are written in layers.
///
/// Closing it ends the tar and leaves the target open.
public final class TarStream implements AutoCloseable {

    private final OutputStream out;
    private final TarWriter tar;

    public TarStream(OutputStream target) {
        this.out = new BufferedOutputStream(target, 1 << 16);
        this.tar = new TarWriter(out);
    }

    /// Adds anything that has no bytes.
    public void add(Entry entry) throws IOException {
        tar.header(entry);
    }

    /// Adds a file, reading its bytes to their end.
    ///
    /// @throws SlipwayException.BadInput when there are more or fewer bytes than the entry says
    public void add(Entry file, Content content) throws IOException {
        tar.header(file);
        try (InputStream in = content.open()) {
            long count = in.transferTo(out);
            if (count != file.size()) {
                throw new SlipwayException.BadInput(Problem.of("/" + file.path() + " changed while it was read"));
            }
        }
        tar.pad(file.size());
    }

    @Override
    public void close() throws IOException {
        tar.end();
        out.flush();
    }
}
