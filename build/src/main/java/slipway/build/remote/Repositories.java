package slipway.build.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Room;
import slipway.image.store.StoreLocks;

/// Git repositories: which commit a ref is, and the files of a commit.
///
/// Files are checked out once for each commit, into a directory of the store that is never changed. Several threads and
/// processes may do so at the same time; what a dying one leaves is begun anew. Until this is closed the directories it gave
/// are locked, together with others who use them: who wants to delete one takes its lock alone, `git-tree:` and its name.
public final class Repositories implements AutoCloseable {

    private final DirectoryStore store;
    private final Map<String, String> environment;
    private final Map<List<String>, Commit> resolved = new ConcurrentHashMap<>();
    private final Queue<StoreLocks.Held> held = new ConcurrentLinkedQueue<>();

    /// @param environment where `PATH` leads to git, and which proxies it uses
    public Repositories(DirectoryStore store, Map<String, String> environment) {
        this.store = store;
        this.environment = Map.copyOf(environment);
    }

    /// Which commit an address means now. Only a whole commit is known without asking the server.
    ///
    /// @throws SlipwayException.BadInput when the repository does not have the ref
    /// @throws SlipwayException.CorruptData when it is not what the address's checksum says
    /// @throws SlipwayException.NetworkFailed when the repository cannot be reached
    public Commit resolve(GitAddress address, Credentials credentials) throws IOException {
        GitOptions options = address.options();
        options.checksum().filter(text -> !text.matches("[0-9a-fA-F]+")).ifPresent(text -> {
            throw new SlipwayException.BadInput(Problem.of("invalid checksum " + text
                    + " for Git URL, expected hex commit hash"));
        });
        Optional<Commit> known = Commit.known(address);
        Commit commit = known.isPresent() ? known.get() : ask(address, credentials);
        options.checksum().filter(wanted -> !commit.id().startsWith(wanted)
                && commit.tag().filter(tag -> tag.startsWith(wanted)).isEmpty()).ifPresent(wanted -> {
            throw new SlipwayException.CorruptData(Problem.of("expected checksum to match " + wanted + ", got " + commit.id()
                    + commit.tag().map(tag -> " or " + tag).orElse("")));
        });
        return commit;
    }

    private Commit ask(GitAddress address, Credentials credentials) throws IOException {
        List<String> question = List.of(address.remote(), address.options().ref());
        Commit known = resolved.get(question);
        if (known != null) return known;
        Commit found = at(address, credentials, git -> Refs.resolve(git, address));
        Commit first = resolved.putIfAbsent(question, found);
        return first == null ? found : first;
    }

    private interface Work<T> {
        T with(Hosted git) throws IOException;
    }

    /// A git, and a directory of its own that is gone afterwards.
    record Hosted(GitProgram program, Path directory) {

        GitProgram.Ended run(String... arguments) throws IOException {
            return program.run(directory, List.of(arguments));
        }
    }

    private <T> T at(GitAddress address, Credentials credentials, Work<T> work) throws IOException {
        Path directory = Files.createDirectory(store.temporary("git"));
        try {
            Path known = store.room(Room.SOURCES).resolve("known_hosts");
            GitProgram git = GitHome.furnish(directory.resolve("home"), address, credentials, environment, known);
            return work.with(new Hosted(git, directory));
        } finally {
            Trees.delete(directory);
        }
    }

    /// Whether the files of a commit are here already.
    public boolean has(GitAddress address, Commit commit) throws IOException {
        return Trees.read(tree(address, commit), commit).isPresent();
    }

    /// The files of a commit.
    ///
    /// @throws SlipwayException.NetworkFailed when they cannot be got
    public Checkout checkOut(GitAddress address, Commit commit, Credentials credentials) throws IOException {
        Path tree = tree(address, commit);
        for (;;) {
            Optional<Checkout> here = here(tree, commit);
            if (here.isPresent()) return here.get();
            Path repository = store.room(Room.SOURCES).resolve("repositories")
                    .resolve(Digest.ofUtf8(address.remote()).hex());
            try (var _ = store.locks().exclusive("git-repository:" + repository.getFileName());
                    var _ = store.locks().exclusive(lock(tree))) {
                if (Trees.read(tree, commit).isPresent()) continue;
                at(address, credentials, git -> {
                    Path made = new Fetch(git, address, commit, repository).tree();
                    Trees.adopt(made, tree);
                    return made;
                });
            }
        }
    }

    /// Trees are shared by all who mean the same files: whichever the address, if `.git` is not among them.
    private Path tree(GitAddress address, Commit commit) throws IOException {
        GitOptions options = address.options();
        String name = options.keepsGitDirectory()
                ? Digest.ofUtf8(address.remote() + " " + commit.ref().orElse("")).hex().substring(0, 16) : "files";
        String modules = options.submodules() == GitOptions.Submodules.FETCH
                ? "-" + Digest.ofUtf8(address.remote()).hex().substring(0, 16) : "";
        return store.room(Room.SOURCES).resolve("trees").resolve(commit.id() + "-" + name + modules);
    }

    private static String lock(Path tree) {
        return "git-tree:" + tree.getFileName();
    }

    /// The files at `tree`, if they are there; nobody deletes them from now on.
    private Optional<Checkout> here(Path tree, Commit commit) throws IOException {
        StoreLocks.Held lock = store.locks().shared(lock(tree));
        boolean keeps = false;
        try {
            Optional<Checkout> found = Trees.read(tree, commit);
            keeps = found.isPresent();
            return found;
        } finally {
            if (keeps) held.add(lock);
            else lock.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (StoreLocks.Held lock = held.poll(); lock != null; lock = held.poll()) lock.close();
    }
}
