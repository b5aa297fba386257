package slipway.image.store;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Reference;
import slipway.image.Store;

/// A store in a directory, which several threads and processes share.
///
/// ```
/// oci-layout  index.json  blobs/sha256/…     a valid OCI image layout
/// snapshots/ cache/ indexes/ builds/ mounts/ rooms of others, see [Room]
/// tmp/                                       what is being written; swept when its process is dead
/// lock                                       the file of [StoreLocks]
/// ```
///
/// **Names.** Each is an entry of `index.json` whose annotation `org.opencontainers.image.ref.name` is the whole reference,
/// as in `docker.io/library/alpine:3.20`. So no two entries have one name, and other tools find an image by what Slipway
/// calls it: `skopeo inspect oci:<root>:docker.io/library/alpine:3.20`. What another tool adds there under a name that can
/// be read as a reference is found under that reference; its other entries are left alone, and kept from collection.
///
/// **Crashes.** A blob is written to `tmp/`, synced and renamed into its place; `index.json` is replaced in one step, after
/// the blobs' directory was synced. So whatever a name reaches is there, even after a loss of power.
public final class DirectoryStore implements Store, AutoCloseable {

    /// What [#collect] deleted: blobs, and bytes of them and of downloads that nobody went on with.
    public record Collected(List<Digest> blobs, long bytes) {
        public Collected {
            blobs = List.copyOf(blobs);
        }
    }

    private static final String INDEX_LOCK = "index";

    private final Path root;
    private final Path tmp;
    private final DurableFiles files;
    private final StoreLocks locks;
    private final Workroom workroom;
    private @Nullable Path ownLease;

    private DirectoryStore(Path root, Durability durability) throws IOException {
        this.root = root;
        this.tmp = root.resolve("tmp");
        this.files = new DurableFiles(root, durability);
        this.locks = new StoreLocks(root.resolve("lock"));
        this.workroom = new Workroom(tmp, locks);
    }

    /// Opens the store in a directory, which is made if it is not there.
    ///
    /// @throws SlipwayException.BadInput when the directory holds something else, or cannot be made
    public static DirectoryStore open(Path root) throws IOException {
        return open(root, Durability.SYNCED);
    }

    /// Opens a store that syncs or does not.
    public static DirectoryStore open(Path root, Durability durability) throws IOException {
        try {
            Path real = StoreDirectory.prepare(root);
            var store = new DirectoryStore(real, durability);
            if (!StoreDirectory.isComplete(real)) store.furnish();
            Workroom.sweep(store.tmp, store.locks);
            return store;
        } catch (AccessDeniedException e) {
            Problem problem = Problem.of("the store cannot be opened: permission denied for " + e.getFile());
            throw new SlipwayException.BadInput(problem.hint("SLIPWAY_ROOT can name another directory"), e);
        }
    }

    private void furnish() throws IOException {
        StoreDirectory.makeRooms(root);
        try (var _ = locks.exclusive(INDEX_LOCK)) {
            for (var file : StoreDirectory.firstFiles().entrySet()) {
                Path target = root.resolve(file.getKey());
                if (!Files.exists(target)) files.replace(target, file.getValue(), workroom.newPath("first"));
            }
        }
    }

    /// The directory.
    public Path root() {
        return root;
    }

    /// The directory of another part of the house, made if need be.
    public Path room(Room room) throws IOException {
        return Files.createDirectories(root.resolve(room.directory()));
    }

    /// A new path for something temporary of this process's, in the file system of the store. What is there is deleted
    /// when the store is closed, or swept after the process has died.
    public Path temporary(String kind) throws IOException {
        return workroom.newPath(kind);
    }

    /// Locks by name, for all who use this store. Names with a colon are free for other parts of the house.
    public StoreLocks locks() {
        return locks;
    }

    /// How files in the store are replaced safely.
    public DurableFiles files() {
        return files;
    }

    Path tmp() {
        return tmp;
    }

    Path path(Digest digest) {
        return root.resolve("blobs").resolve(digest.algorithm()).resolve(digest.hex());
    }

    @Override
    public boolean contains(Digest digest) {
        return Files.isRegularFile(path(digest));
    }

    @Override
    public OptionalLong size(Digest digest) {
        try {
            return OptionalLong.of(Files.size(path(digest)));
        } catch (NoSuchFileException absent) {
            return OptionalLong.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(Descriptor blob) throws IOException {
        try {
            return new VerifiedInputStream(new FileInputStream(path(blob.digest()).toFile()), blob);
        } catch (java.io.FileNotFoundException e) {
            if (contains(blob.digest())) throw e;
            throw new SlipwayException.CorruptData(Problem.of("blob " + blob.digest() + " is not in the store " + root), e);
        }
    }

    @Override
    public byte[] read(Descriptor blob) throws IOException {
        VerifiedInputStream.checkSmall(blob);
        try (InputStream in = open(blob)) {
            return in.readAllBytes();
        }
    }

    @Override
    public BlobWriter write() throws IOException {
        return new FileBlobWriter(this, workroom.newPath("blob"));
    }

    @Override
    public Descriptor put(String mediaType, byte[] bytes) throws IOException {
        Descriptor blob = Descriptor.of(mediaType, bytes);
        put(blob, new ByteArrayInputStream(bytes));
        return blob;
    }

    @Override
    public void put(Descriptor expected, InputStream bytes) throws IOException {
        if (isKept(expected)) return;
        Path file = workroom.newPath("blob");
        FileOutputStream out = new FileOutputStream(file.toFile());
        try (var verified = new VerifiedInputStream(bytes, expected)) {
            byte[] buffer = new byte[1 << 16];
            for (int count = verified.read(buffer); count >= 0; count = verified.read(buffer)) write(out, buffer, count);
        } catch (IOException | RuntimeException e) {
            out.close();
            Files.deleteIfExists(file);
            throw e;
        }
        adopt(out, file, expected.digest());
    }

    private void write(FileOutputStream out, byte[] buffer, int count) throws IOException {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw files.explain(e);
        }
    }

    /// Goes on with a blob of which an earlier attempt may have left some bytes here. While another thread or process works
    /// on the same blob, this waits.
    ///
    /// @return absent when the blob is here already
    public Optional<PartialBlob> resume(Descriptor expected) throws IOException {
        if (isKept(expected)) return Optional.empty();
        StoreLocks.Held lock = locks.exclusive(PartialBlob.fileName(expected.digest()));
        if (isKept(expected)) {
            lock.close();
            return Optional.empty();
        }
        return Optional.of(PartialBlob.open(this, expected, lock));
    }

    /// Whether the blob is here with the size it should have; if so it stays until this store is closed.
    private boolean isKept(Descriptor blob) throws IOException {
        OptionalLong size = size(blob.digest());
        if (size.isEmpty() || size.getAsLong() != blob.size()) return false;
        try (var _ = locks.shared(Collector.LOCK)) {
            Workroom.append(ownLease(), List.of(blob.digest()));
            return contains(blob.digest());
        }
    }

    /// Makes a complete file a blob: synced, renamed, kept from collection while this store is open.
    void adopt(FileOutputStream complete, Path file, Digest digest) throws IOException {
        try {
            try (complete) {
                files.sync(complete);
            }
            try (var _ = locks.shared(Collector.LOCK)) {
                Workroom.append(ownLease(), List.of(digest));
                Path target = path(digest);
                if (!digest.algorithm().equals("sha256")) Files.createDirectories(target.getParent());
                DurableFiles.rename(file, target);
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw files.explain(e);
        }
    }

    private synchronized Path ownLease() throws IOException {
        Path lease = ownLease;
        if (lease == null) {
            lease = workroom.newLease();
            ownLease = lease;
        }
        return lease;
    }

    /// Waits until all blobs that are here will be found after a loss of power. Whoever writes a record
    /// that refers to blobs calls this first; [#name] does so itself.
    public void sync() throws IOException {
        for (Path directory : blobDirectories()) files.syncDirectory(directory);
    }

    private List<Path> blobDirectories() throws IOException {
        try (Stream<Path> children = Files.list(root.resolve("blobs"))) {
            return children.filter(Files::isDirectory).sorted().toList();
        }
    }

    @Override
    public void delete(Digest digest) throws IOException {
        Files.deleteIfExists(path(digest));
    }

    @Override
    public List<Digest> list() throws IOException {
        var digests = new ArrayList<Digest>();
        for (Path directory : blobDirectories()) {
            try (Stream<Path> children = Files.list(directory)) {
                children.forEach(file -> digest(file).ifPresent(digests::add));
            }
        }
        digests.sort(null);
        return List.copyOf(digests);
    }

    /// The digest that a file's place says, if it is a place for blobs.
    static Optional<Digest> digest(Path file) {
        try {
            return Optional.of(new Digest(file.getParent().getFileName().toString(), file.getFileName().toString()));
        } catch (SlipwayException.BadInput noDigest) {
            return Optional.empty();
        }
    }

    LayoutIndex index() throws IOException {
        return LayoutIndex.parse(Files.readAllBytes(root.resolve("index.json")));
    }

    @Override
    public SequencedMap<Reference, Descriptor> names() throws IOException {
        var names = new LinkedHashMap<Reference, Descriptor>();
        for (LayoutIndex.Entry entry : index().entries()) {
            entry.reference().ifPresent(name -> names.put(name, entry.descriptor()));
        }
        return names;
    }

    @Override
    public Optional<Descriptor> resolve(Reference name) throws IOException {
        return StoreImages.find(names(), name);
    }

    @Override
    public void name(Reference name, Descriptor artifact) throws IOException {
        if (!isKept(artifact)) {
            throw new SlipwayException.CorruptData(Problem.of(name.familiar() + " cannot point to " + artifact.digest()
                    + ": the store does not have it with " + artifact.size() + " bytes"));
        }
        sync();
        var entry = LayoutIndex.Entry.of(artifact, Optional.of(name.toString()), Optional.empty());
        change(index -> index.replacing(old -> old.reference().filter(name::equals).isPresent(), entry));
    }

    @Override
    public void forget(Reference name) throws IOException {
        change(index -> index.without(old -> old.reference().filter(name::equals).isPresent()));
    }

    private void change(UnaryOperator<LayoutIndex> how) throws IOException {
        try (var _ = locks.exclusive(INDEX_LOCK)) {
            LayoutIndex old = index();
            LayoutIndex changed = how.apply(old);
            if (changed.equals(old)) return;
            files.replace(root.resolve("index.json"), changed.toBytes(), workroom.newPath("index"));
        }
    }

    /// Begins to keep blobs from being collected.
    public Lease lease() throws IOException {
        return new Lease(this, locks, workroom.newLease());
    }

    /// The blobs that no name reaches, that no living process has stored or leased, and that are not among `roots`.
    public List<Digest> unreferenced(Collection<Digest> roots) throws IOException {
        return new Collector(this, locks).unreferenced(roots);
    }

    /// Deletes what [#unreferenced] lists, downloads that nobody went on with, and what dead processes left.
    ///
    /// @param roots blobs to keep each by itself: those that cache records and other rooms of the store refer to
    public Collected collect(Collection<Digest> roots) throws IOException {
        return new Collector(this, locks).collect(roots);
    }

    /// Gives up what this process has under way. The blobs and names stay.
    @Override
    public void close() throws IOException {
        workroom.close();
        synchronized (this) {
            ownLease = null;
        }
    }
}
