package slipway.image.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Blobs;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.store.VerifiedInputStream;

/// The blobs of an archive: files of its tar, and some small ones that are not in it but follow from it.
///
/// @param paths where in the tar the blobs are
/// @param made the blobs that are not in it
record TarBlobs(TarIndex tar, Map<Digest, String> paths, Map<Digest, byte[]> made) implements Blobs {

    TarBlobs {
        paths = Map.copyOf(paths);
        made = Map.copyOf(made);
    }

    @Override
    public boolean contains(Digest digest) {
        return size(digest).isPresent();
    }

    @Override
    public OptionalLong size(Digest digest) {
        byte[] bytes = made.get(digest);
        if (bytes != null) return OptionalLong.of(bytes.length);
        String path = paths.get(digest);
        if (path == null) return OptionalLong.empty();
        return tar.size(path).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        byte[] bytes = made.get(blob.digest());
        if (bytes != null) return new VerifiedInputStream(new ByteArrayInputStream(bytes), blob);
        String path = paths.get(blob.digest());
        if (path != null) {
            var file = tar.open(path);
            if (file.isPresent()) return new VerifiedInputStream(file.get(), blob);
        }
        throw new SlipwayException.CorruptData(Problem.of("blob " + blob.digest() + " is not in the archive"));
    }

    @Override
    public byte[] read(Descriptor blob) throws IOException {
        VerifiedInputStream.checkSmall(blob);
        try (InputStream in = open(blob)) {
            return in.readAllBytes();
        }
    }
}
