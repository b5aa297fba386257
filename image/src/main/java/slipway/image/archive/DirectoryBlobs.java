package slipway.image.archive;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Blobs;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.store.VerifiedInputStream;

/// The blobs of a layout in a directory. A blob may be a link to a file elsewhere, since its bytes are verified.
record DirectoryBlobs(Path layout) implements Blobs {

    Path path(Digest digest) {
        return layout.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
    }

    @Override
    public boolean contains(Digest digest) {
        return Files.isRegularFile(path(digest));
    }

    @Override
    public OptionalLong size(Digest digest) {
        return contains(digest) ? OptionalLong.of(path(digest).toFile().length()) : OptionalLong.empty();
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        if (!contains(blob.digest())) {
            throw new SlipwayException.CorruptData(Problem.of("blob " + blob.digest() + " is not in " + layout));
        }
        return new VerifiedInputStream(new FileInputStream(path(blob.digest()).toFile()), blob);
    }

    @Override
    public byte[] read(Descriptor blob) throws IOException {
        VerifiedInputStream.checkSmall(blob);
        try (InputStream in = open(blob)) {
            return in.readAllBytes();
        }
    }
}
