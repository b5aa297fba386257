package slipway.image.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Blobs;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.TransferListener;
import slipway.image.store.Artifacts;
import slipway.image.store.LayoutIndex;

/// A tar of an OCI image layout.
///
/// The same artifacts under the same names give the same bytes.
public final class OciArchive {

    private static final String BLOBS = "blobs/";

    private OciArchive() {}

    static ImageArchive open(TarIndex tar, FileChannel channel) throws IOException {
        LayoutIndex index = LayoutIndex.parse(Archives.small(tar, "index.json"));
        var blobs = new TarBlobs(tar, blobPaths(tar), Map.of());
        return new ImageArchive(ImageArchive.Kind.OCI_ARCHIVE, blobs, LayoutNames.listed(index), channel);
    }

    static Map<Digest, String> blobPaths(TarIndex tar) {
        var paths = new HashMap<Digest, String>();
        for (String path : tar.paths()) {
            String[] parts = path.split("/");
            if (parts.length != 3 || !path.startsWith(BLOBS)) continue;
            try {
                paths.put(new Digest(parts[1], parts[2]), path);
            } catch (SlipwayException.BadInput noBlob) {
                continue;
            }
        }
        return paths;
    }

    /// Writes an archive of these artifacts and everything they need. The stream stays open.
    ///
    /// @throws SlipwayException.CorruptData when something that they need is not in `from`, or damaged there
    public static void write(List<NamedArtifact> artifacts, Blobs from, OutputStream out, TransferListener listener)
            throws IOException {
        write(artifacts, from, new TreeMap<>(), out, listener);
    }

    /// The same with some more files, by their paths.
    static void write(
            List<NamedArtifact> artifacts, Blobs from, Map<String, byte[]> more, OutputStream out, TransferListener listener)
            throws IOException {
        var files = new TreeMap<>(more);
        files.put("index.json", LayoutNames.of(artifacts).toBytes());
        files.put("oci-layout", LayoutIndex.LAYOUT_FILE.getBytes(StandardCharsets.UTF_8));
        var blobs = new TreeMap<Digest, Descriptor>();
        for (NamedArtifact artifact : artifacts) {
            Artifacts.requireWhole(from, artifact.descriptor(), artifact.label());
            Artifacts.reachable(from, artifact.descriptor()).forEach(blob -> blobs.put(blob.digest(), blob));
        }
        if (artifacts.isEmpty()) throw new SlipwayException.BadInput(Problem.of("there is no image to write"));
        var tar = new TarSink(out);
        for (Descriptor blob : blobs.values()) {
            try (InputStream in = from.open(blob)) {
                tar.file(path(blob.digest()), blob.size(), in);
            }
            listener.moved(TransferListener.Direction.PUSH, blob, blob.size());
        }
        for (var file : files.entrySet()) {
            tar.file(file.getKey(), file.getValue().length, new ByteArrayInputStream(file.getValue()));
        }
        tar.finish();
    }

    static String path(Digest digest) {
        return BLOBS + digest.algorithm() + "/" + digest.hex();
    }
}
