package slipway.image.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Artifact;
import slipway.image.Blobs;
import slipway.image.Descriptor;
import slipway.image.ImageSink;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.store.Artifacts;
import slipway.image.store.Durability;
import slipway.image.store.DurableFiles;
import slipway.image.store.LayoutIndex;
import slipway.image.store.VerifiedInputStream;

/// An OCI image layout in a directory, written to. OCI image specification, "Image Layout".
///
/// What is there stays; a name that is written again points to the new artifact. One process writes at a time: unlike a
/// store, a layout has no locks.
public final class OciLayout implements ImageSink {

    private final Path directory;
    private final DurableFiles files;

    /// The layout in this directory, which is made when something is written.
    public OciLayout(Path directory) {
        this.directory = directory;
        this.files = new DurableFiles(directory, Durability.SYNCED);
    }

    /// Opens a layout for reading.
    ///
    /// @throws SlipwayException.BadInput when the directory is none
    /// @throws SlipwayException.CorruptData when its index is damaged
    public static ImageArchive open(Path directory) throws IOException {
        Path index = directory.resolve("index.json");
        if (!Files.isRegularFile(index) || !Files.isRegularFile(directory.resolve("oci-layout"))) {
            throw new SlipwayException.BadInput(Problem.of("not an image layout: " + directory)
                    .hint("a layout has the files oci-layout and index.json"));
        }
        var blobs = new DirectoryBlobs(directory);
        return new ImageArchive(ImageArchive.Kind.OCI_LAYOUT, blobs, LayoutNames.listed(index(index)), () -> {});
    }

    private static LayoutIndex index(Path file) throws IOException {
        long size = Files.size(file);
        if (size > VerifiedInputStream.MAX_SMALL) {
            throw new SlipwayException.CorruptData(Problem.of(file + " has " + size + " bytes; at most "
                    + VerifiedInputStream.MAX_SMALL + " are read"));
        }
        return LayoutIndex.parse(Files.readAllBytes(file));
    }

    @Override
    public void write(Artifact artifact, Reference reference, Store from, TransferListener listener) throws IOException {
        write(NamedArtifact.of(artifact, reference), from, listener);
    }

    /// Writes an artifact and everything it needs, and lets all its names point to it. One without a name is listed by its
    /// digest alone.
    public void write(NamedArtifact artifact, Blobs from, TransferListener listener) throws IOException {
        Artifacts.requireWhole(from, artifact.descriptor(), artifact.label());
        Files.createDirectories(directory.resolve("blobs/sha256"));
        for (Descriptor blob : Artifacts.reachable(from, artifact.descriptor())) copy(blob, from, listener);
        Path index = directory.resolve("index.json");
        LayoutIndex changed = Files.exists(index) ? index(index) : LayoutIndex.empty();
        for (Reference name : artifact.names()) changed = LayoutNames.named(changed, artifact.descriptor(), name);
        if (artifact.names().isEmpty()) changed = LayoutNames.unnamed(changed, artifact.descriptor());
        files.replace(index, changed.toBytes(), temporary());
        byte[] layout = LayoutIndex.LAYOUT_FILE.getBytes(StandardCharsets.UTF_8);
        files.replace(directory.resolve("oci-layout"), layout, temporary());
    }

    private void copy(Descriptor blob, Blobs from, TransferListener listener) throws IOException {
        var here = new DirectoryBlobs(directory);
        if (here.size(blob.digest()).orElse(-1) == blob.size()) {
            listener.present(TransferListener.Direction.PUSH, blob);
            return;
        }
        Path target = here.path(blob.digest());
        Files.createDirectories(target.getParent());
        try (InputStream in = from.open(blob)) {
            files.replace(target, in, temporary());
        }
        listener.moved(TransferListener.Direction.PUSH, blob, blob.size());
    }

    private Path temporary() {
        return directory.resolve(".slipway-" + UUID.randomUUID());
    }
}
