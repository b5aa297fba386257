package slipway.build.run.mount;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.build.run.snapshot.Trees;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;
import slipway.image.layer.Entry;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Room;
import slipway.image.store.StoreLocks;

/// The directories of cache mounts, as one build uses them. All builds of the machine share them.
///
/// ```
/// mounts/HEX/            by the hash of what a cache is found by
///   about                that in words
///   generation           a number; what has a lower one is done with
///   GENERATION-N/        a directory that steps have mounted, in its `files`
/// ```
///
/// Who mounts a directory holds a lock on it, alone or with others. Nothing but that decides whether it is in use: a
/// process that dies lets go of it, and what is in it then is there as it was written. A directory appears by one rename,
/// seeded and owned as it must be.
public final class CacheMounts {

    private static final Pattern INSTANCE = Pattern.compile("(\\d{1,9})-(\\d{1,9})");
    private static final long PATIENCE_MILLIS = 50;

    private final DirectoryStore store;
    private final Set<String> emptied = ConcurrentHashMap.newKeySet();

    public CacheMounts(DirectoryStore store) {
        this.store = store;
    }

    /// What a step wants to mount.
    ///
    /// @param id what it is found by
    /// @param owner of the directory, and its mode; another one is another cache
    /// @param seed what names the files that are in it at first; empty if there are none
    public record Wanted(String id, Owner owner, String seed, Sharing sharing, Start start) {

        String description() {
            return id + "\n" + owner.uid + ":" + owner.gid + " " + Integer.toOctalString(owner.mode) + "\n" + seed + "\n";
        }

        /// What the cache is found by, in a form that sorts: who wants several takes them in this order.
        public String key() {
            return Digest.ofUtf8(description()).hex();
        }
    }

    /// Numbers of a user and a group, and permission bits.
    public record Owner(int uid, int gid, int mode) {}

    /// What happens when others use a cache.
    public enum Sharing {
        /// It is used together.
        SHARED,
        /// There is another one.
        PRIVATE,
        /// The last to come waits.
        LOCKED
    }

    /// What is in a cache.
    public enum Start {
        /// What the last user left.
        AS_IT_IS,
        /// Nothing, for the first step of the build that uses it: the old content is given up.
        EMPTY
    }

    /// Puts files into a new directory.
    @FunctionalInterface
    public interface Seed {
        void plant(Path directory) throws IOException;
    }

    /// A directory that is in use until this is closed.
    public record InUse(Path directory, StoreLocks.Held held) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            held.close();
        }
    }

    /// Takes a directory for a step, made if there is none.
    ///
    /// @throws SlipwayException.Interrupted when the thread is interrupted as it waits
    public InUse use(Wanted wanted, Seed seed) throws IOException {
        Path place = Files.createDirectories(store.room(Room.MOUNTS).resolve(wanted.key()));
        while (true) {
            try (var _ = store.locks().exclusive("mount:" + wanted.key())) {
                Optional<InUse> taken = take(wanted, seed, place);
                if (taken.isPresent()) return taken.get();
            }
            pause();
        }
    }

    private Optional<InUse> take(Wanted wanted, Seed seed, Path place) throws IOException {
        long generation = generation(place);
        if (wanted.start == Start.EMPTY && emptied.add(wanted.key())) {
            generation++;
            write(place.resolve("generation"), Long.toString(generation));
        }
        List<Instance> instances = instances(place);
        forgetOlder(generation, instances, wanted.key());
        List<Instance> current = ofGeneration(generation, instances);
        for (Instance instance : current) {
            Optional<StoreLocks.Held> held = wanted.sharing == Sharing.SHARED
                    ? store.locks().tryShared(lock(wanted.key(), instance))
                    : store.locks().tryExclusive(lock(wanted.key(), instance));
            if (held.isPresent()) return Optional.of(new InUse(instance.path.resolve("files"), held.get()));
        }
        if (wanted.sharing == Sharing.LOCKED && !current.isEmpty()) return Optional.empty();
        if (instances.isEmpty()) write(place.resolve("about"), wanted.description());
        long number = current.isEmpty() ? 1 : current.getLast().number + 1;
        return Optional.of(make(wanted, seed, new Instance(place.resolve(generation + "-" + number), generation, number)));
    }

    private InUse make(Wanted wanted, Seed seed, Instance instance) throws IOException {
        Path draft = Files.createDirectories(store.temporary("mount"));
        try {
            Path files = Files.createDirectory(draft.resolve("files"));
            Owner owner = wanted.owner;
            Trees.dress(files, Entry.directory("cache mount", owner.mode, owner.uid, owner.gid, 0));
            seed.plant(files);
            Files.move(draft, instance.path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Trees.remove(draft);
        }
        String lock = lock(wanted.key(), instance);
        StoreLocks.Held held = (wanted.sharing == Sharing.SHARED ? store.locks().tryShared(lock)
                : store.locks().tryExclusive(lock)).orElseThrow(() -> new IllegalStateException("new and in use: " + lock));
        return new InUse(instance.path.resolve("files"), held);
    }

    /// One directory of a cache.
    private record Instance(Path path, long generation, long number) {}

    private static List<Instance> instances(Path place) throws IOException {
        var instances = new ArrayList<Instance>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(place)) {
            for (Path child : children) {
                Matcher name = INSTANCE.matcher(child.getFileName().toString());
                if (!name.matches()) continue;
                instances.add(new Instance(child, Long.parseLong(name.group(1)), Long.parseLong(name.group(2))));
            }
        }
        instances.sort(Comparator.comparingLong(Instance::generation).thenComparingLong(Instance::number));
        return instances;
    }

    private static List<Instance> ofGeneration(long generation, List<Instance> instances) {
        return instances.stream().filter(instance -> instance.generation == generation).toList();
    }

    /// Deletes what is done with and in nobody's use.
    private void forgetOlder(long generation, List<Instance> instances, String key) throws IOException {
        for (Instance instance : instances) {
            if (instance.generation >= generation) continue;
            Optional<StoreLocks.Held> held = store.locks().tryExclusive(lock(key, instance));
            if (held.isEmpty()) continue;
            try (var _ = held.get()) {
                Trees.remove(instance.path);
            }
        }
    }

    private static String lock(String key, Instance instance) {
        return "mount:" + key + ":" + instance.generation + "-" + instance.number;
    }

    private static long generation(Path place) throws IOException {
        try {
            String text = Files.readString(place.resolve("generation")).strip();
            return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
        } catch (NoSuchFileException never) {
            return 0;
        }
    }

    private void write(Path file, String text) throws IOException {
        store.files().replace(file, text.getBytes(StandardCharsets.UTF_8), store.temporary("mount"));
    }

    private static void pause() {
        try {
            Thread.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlipwayException.Interrupted();
        }
    }
}
