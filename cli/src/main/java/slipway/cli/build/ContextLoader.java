package slipway.cli.build;

import static slipway.cli.build.BuildOptions.FILE;
import static slipway.cli.build.BuildOptions.IGNOREFILE;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import slipway.build.BuildRequest.ContextRoot;
import slipway.build.remote.Checkout;
import slipway.build.remote.Commit;
import slipway.build.remote.Credentials;
import slipway.build.remote.GitAddress;
import slipway.build.remote.GitOptions;
import slipway.build.remote.LocalCommit;
import slipway.build.remote.RemoteFile;
import slipway.build.remote.RemoteFiles;
import slipway.build.remote.WebAddress;
import slipway.cli.Call;
import slipway.cli.build.LoadedContext.Origin;
import slipway.cli.build.LoadedContext.Times;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.image.layer.ArchiveReader;
import slipway.image.layer.Content;
import slipway.image.store.DirectoryStore;

/// Loads what the operand of `slipway build` names: a directory, a tar, `-`, the address of a git repository, of a tar or of
/// a Dockerfile. Ignore files count in directories of this machine alone, as with BuildKit.
public final class ContextLoader {

    /// What BuildKit calls the only file of a context that is a Dockerfile on the web.
    private static final String LONE_FILE = "context";

    private final Call call;
    private final DirectoryStore store;
    private final Fetching fetching;
    private final Optional<String> file;

    /// @param store in whose temporary directory archives are unpacked
    public ContextLoader(Call call, DirectoryStore store, Fetching fetching) {
        this.call = call;
        this.store = store;
        this.fetching = fetching;
        this.file = call.arguments().value(FILE);
    }

    /// A directory of this machine as a context, without its times.
    ///
    /// @param file what `-f` names, if it names a file
    /// @param shown what the directory was called
    public static LoadedContext directory(Call call, Path directory, Optional<String> file, String shown)
            throws IOException {
        ContextFile dockerfile = ContextFile.here(directory, file, call.directory(), shown);
        Optional<Source> ignored = IgnoreFiles.of(directory, Optional.empty(), dockerfile.file());
        return new LoadedContext(new ContextRoot.Directory(directory, ignored), Optional.of(directory), dockerfile.source(),
                Origin.HERE, Times.UNKNOWN);
    }

    /// @throws SlipwayException.BadInput when there is no such context, or no Dockerfile in it
    public LoadedContext load() throws IOException {
        String operand = call.arguments().operand(0);
        if (operand.equals("-")) return standardInput();
        Path path = call.path(operand);
        if (Files.isDirectory(path)) return here(path, operand);
        if (GitAddress.matchesForUser(operand)) return repository(GitAddress.parse(operand));
        if (WebAddress.matches(operand)) return web(WebAddress.parse(operand));
        if (Files.isRegularFile(path)) return archive(() -> Files.newInputStream(path), operand);
        throw new SlipwayException.BadInput(Problem.of("there is no build context " + operand)
                .hint("give a directory, such as . for this one"));
    }

    private LoadedContext here(Path directory, String shown) throws IOException {
        Optional<Source> other = otherDockerfile();
        ContextFile dockerfile = other.isPresent() ? new ContextFile(other.get(), Optional.empty())
                : ContextFile.here(directory, file, call.directory(), shown);
        Optional<Source> ignored = IgnoreFiles.of(directory, call.arguments().value(IGNOREFILE).map(call::path),
                dockerfile.file());
        return new LoadedContext(new ContextRoot.Directory(directory, ignored), Optional.of(directory), dockerfile.source(),
                Origin.HERE, Times.ofCommit(LocalCommit.time(directory, call.environment())));
    }

    private LoadedContext repository(GitAddress given) throws IOException {
        GitAddress address = given;
        boolean keeps = BuildArguments.read(call).getOrDefault("BUILDKIT_CONTEXT_KEEP_GIT_DIR", "")
                .matches("1|t|T|TRUE|true|True");
        if (keeps && given.options().gitDirectory().isEmpty()) address = given.with(
                given.options().with(GitOptions.GitDirectory.KEEP));
        Credentials credentials = fetching.credentials().ofUser(call.environment());
        Commit commit = fetching.repositories().resolve(address, credentials);
        Checkout checkout = fetching.repositories().checkOut(address, commit, credentials);
        Path directory = checkout.directory(address.options().subdirectory());
        return elsewhere(directory, given.toString(), Times.ofCommit(Optional.of(checkout.time())));
    }

    private LoadedContext web(WebAddress address) throws IOException {
        RemoteFile found = fetch(address);
        Content content = content(found);
        if (ArchiveReader.isArchive(content)) return archive(content, address.toString());
        Path directory = Files.createDirectories(store.temporary("context"));
        try (InputStream in = content.open()) {
            Files.copy(in, directory.resolve(LONE_FILE));
        }
        Files.setLastModifiedTime(directory.resolve(LONE_FILE), FileTime.from(found.modified().orElse(Instant.EPOCH)));
        Optional<Source> other = otherDockerfile();
        Source dockerfile = other.isPresent() ? other.get()
                : TextFiles.read(address.toString(), directory.resolve(LONE_FILE));
        return new LoadedContext(new ContextRoot.Directory(directory, Optional.empty()), Optional.empty(), dockerfile,
                Origin.ELSEWHERE, Times.ofFiles(found.modified()));
    }

    private RemoteFile fetch(WebAddress address) throws IOException {
        return fetching.files().fetch(address, Optional.empty(), fetching.credentials(), (_, _) -> {});
    }

    private Content content(RemoteFile found) {
        return () -> store.open(RemoteFiles.descriptor(found));
    }

    private LoadedContext archive(Content content, String shown) throws IOException {
        Path directory = store.temporary("context");
        Optional<Instant> newest = ArchiveContext.unpack(content, shown, directory);
        return elsewhere(directory, shown, Times.ofFiles(newest));
    }

    private LoadedContext elsewhere(Path directory, String shown, Times times) throws IOException {
        Optional<Source> other = otherDockerfile();
        Source dockerfile = other.isPresent() ? other.get()
                : ContextFile.elsewhere(directory, file, call.directory(), shown).source();
        Optional<Path> ignoreFile = call.arguments().value(IGNOREFILE).map(call::path);
        Optional<Source> ignored = ignoreFile.isEmpty() ? Optional.empty()
                : IgnoreFiles.of(directory, ignoreFile, Optional.empty());
        return new LoadedContext(new ContextRoot.Directory(directory, ignored), Optional.of(directory), dockerfile,
                Origin.ELSEWHERE, times);
    }

    /// A tar, or a Dockerfile that comes alone.
    private LoadedContext standardInput() throws IOException {
        if (file.filter("-"::equals).isPresent()) {
            throw new SlipwayException.Usage(Problem.of(
                    "the context and the Dockerfile cannot both come from standard input"));
        }
        Path spooled = Files.createDirectories(store.temporary("stdin")).resolve("input");
        try (InputStream in = new BufferedInputStream(call.console().in())) {
            Files.copy(in, spooled);
        }
        Content content = () -> Files.newInputStream(spooled);
        if (ArchiveReader.isArchive(content)) return archive(content, "standard input");
        if (Files.size(spooled) == 0) throw new SlipwayException.BadInput(Problem.of("nothing came from standard input")
                .hint("a Dockerfile or a tar is expected there"));
        return new LoadedContext(new ContextRoot.Nothing(), Optional.empty(), TextFiles.read("<stdin>", spooled),
                Origin.HERE, Times.UNKNOWN);
    }

    /// The Dockerfile that is in no context: from standard input, or from the web.
    private Optional<Source> otherDockerfile() throws IOException {
        if (file.isEmpty()) return Optional.empty();
        if (file.get().equals("-")) return Optional.of(TextFiles.read("<stdin>", call.console().in()));
        if (!WebAddress.matches(file.get())) return Optional.empty();
        WebAddress address = WebAddress.parse(file.get());
        try (InputStream in = content(fetch(address)).open()) {
            return Optional.of(TextFiles.read(address.toString(), in));
        }
    }
}
