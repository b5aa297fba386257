package slipway.image.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Artifact;
import slipway.image.Blobs;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.ImageSource;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.store.Artifacts;
import slipway.image.store.StoreImages;

/// A layout or archive, opened for reading. Close it when its images are no longer needed.
public final class ImageArchive implements ImageSource, AutoCloseable {

    /// What is read.
    public enum Kind {
        OCI_LAYOUT,
        OCI_ARCHIVE,
        DOCKER_ARCHIVE
    }

    /// One image or index that is in it, with all its names.
    ///
    /// @param names its names that are whole references
    /// @param tags other names it has in a layout, such as `latest`
    public record Listed(Descriptor descriptor, List<Reference> names, List<String> tags) {
        public Listed {
            names = List.copyOf(names);
            tags = List.copyOf(tags);
        }
    }

    private final Kind kind;
    private final Blobs blobs;
    private final List<Listed> listed;
    private final Closeable source;

    ImageArchive(Kind kind, Blobs blobs, List<Listed> listed, Closeable source) {
        this.kind = kind;
        this.blobs = blobs;
        this.listed = List.copyOf(listed);
        this.source = source;
    }

    public Kind kind() {
        return kind;
    }

    /// What is in it, in its own order.
    public List<Listed> listed() {
        return listed;
    }

    /// The blobs that it holds.
    public Blobs blobs() {
        return blobs;
    }

    /// Finds what somebody calls by a name in this archive: one of its tags, a whole reference, or a digest. An empty name
    /// means the only one there is.
    ///
    /// @throws SlipwayException.BadInput when there is none, or not only one; the hint lists what there is
    public Descriptor find(String name) {
        if (name.isEmpty() && listed.size() == 1) return listed.getFirst().descriptor();
        for (Listed one : listed) {
            if (one.tags().contains(name) || one.descriptor().digest().toString().equals(name)) return one.descriptor();
        }
        Optional<Descriptor> named = name.isEmpty() ? Optional.empty() : locate(name);
        return named.orElseThrow(() -> {
            var names = new ArrayList<String>();
            for (Listed one : listed) {
                if (one.names().isEmpty() && one.tags().isEmpty()) names.add(one.descriptor().digest().toString());
                one.names().forEach(reference -> names.add(reference.familiar()));
                names.addAll(one.tags());
            }
            String what = name.isEmpty()
                    ? "which of its " + listed.size() + " images is meant?"
                    : "it holds no image " + name;
            return new SlipwayException.BadInput(Problem.of(what)
                    .hint(names.isEmpty() ? "it holds no image at all" : "it holds " + String.join(", ", names)));
        });
    }

    private Optional<Descriptor> locate(String name) {
        try {
            return locate(Reference.parse(name));
        } catch (SlipwayException.BadInput noReference) {
            return Optional.empty();
        }
    }

    /// By whole name; else by tag alone, where the archive says no more than that.
    private Optional<Descriptor> locate(Reference reference) {
        var named = new LinkedHashMap<Reference, Descriptor>();
        for (Listed one : listed) one.names().forEach(name -> named.put(name, one.descriptor()));
        return StoreImages.find(named, reference)
                .or(() -> listed.stream()
                        .map(Listed::descriptor)
                        .filter(descriptor -> reference.digest().filter(descriptor.digest()::equals).isPresent())
                        .findFirst())
                .or(() -> listed.stream()
                        .filter(one -> reference.digest().isEmpty() && one.names().isEmpty())
                        .filter(one -> reference.tag().filter(one.tags()::contains).isPresent())
                        .map(Listed::descriptor)
                        .findFirst());
    }

    /// Loads one of what is [#listed], or what an index among them lists.
    public Artifact load(Descriptor descriptor) throws IOException {
        return Artifacts.load(blobs, descriptor);
    }

    @Override
    public Optional<Artifact> resolve(Reference reference) throws IOException {
        Optional<Descriptor> found = locate(reference);
        return found.isPresent() ? Optional.of(load(found.get())) : Optional.empty();
    }

    @Override
    public Optional<Image> resolve(Reference reference, Platform platform) throws IOException {
        Optional<Descriptor> found = locate(reference);
        return found.isPresent() ? Artifacts.image(blobs, found.get(), platform, reference.familiar()) : Optional.empty();
    }

    @Override
    public void fetch(Reference reference, List<Descriptor> wanted, Store into, TransferListener listener)
            throws IOException {
        Artifacts.copy(blobs, wanted, into, TransferListener.Direction.PULL, listener);
    }

    /// Copies everything that is listed into a store, under its names.
    ///
    /// @throws SlipwayException.CorruptData when something is missing or not what it should be; what came before it has its
    ///     names by then
    public void copyTo(Store into, TransferListener listener) throws IOException {
        for (Listed one : listed) {
            String name = one.names().isEmpty() ? one.descriptor().digest().toString() : one.names().getFirst().familiar();
            Artifacts.requireWhole(blobs, one.descriptor(), name);
            List<Descriptor> needed = Artifacts.reachable(blobs, one.descriptor());
            Artifacts.copy(blobs, needed, into, TransferListener.Direction.PULL, listener);
            for (Reference reference : one.names()) into.name(reference, one.descriptor());
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
