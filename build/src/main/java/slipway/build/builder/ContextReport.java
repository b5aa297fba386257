package slipway.build.builder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.build.BuildRequest;
import slipway.build.BuildRequest.ContextRoot;
import slipway.build.files.ContextFiles;
import slipway.build.plan.Paths;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Suggestion;
import slipway.dockerfile.pattern.IgnoreFile;
import slipway.dockerfile.pattern.IgnoreRule;
import slipway.image.layer.Entry;

/// What of a context a build sees, why it does not see the rest, and which instructions take what.
public final class ContextReport {

    private final BuildRequest request;
    private final Path root;
    private final Optional<Source> ignoreFile;
    private final IgnoreFile ignored;
    private final ContextFiles files;

    private ContextReport(BuildRequest request, ContextRoot.Directory directory) throws IOException {
        this.request = request;
        this.root = directory.path();
        this.ignoreFile = directory.ignoreFile();
        this.ignored = ignoreFile.map(IgnoreFile::parse).orElseGet(IgnoreFile::none);
        this.files = ContextFiles.of(root, ignored);
    }

    /// A path of the context.
    ///
    /// @param path from the context's root, with slashes
    /// @param kind `file`, `directory`, `link` or `special`
    /// @param size bytes of a file
    public record Found(String path, String kind, long size) {}

    /// A line of a `.dockerignore` that decided about a path.
    ///
    /// @param line as it is matched, with its `!`
    /// @param matched the path that the line stands for, which may be a directory above
    public record Decision(Location location, String line, String matched) {}

    /// What becomes of a path.
    ///
    /// @param decision the line that decided; without one the path is seen since nothing says otherwise
    /// @param partly a directory that is excluded, but for something in it
    /// @param uses the instructions that take it, or something in it
    public record Explanation(Found found, boolean seen, boolean partly, Optional<Decision> decision, List<Use> uses) {
        public Explanation {
            uses = List.copyOf(uses);
        }
    }

    /// An instruction that takes files of the context.
    public record Use(Location location, String instruction) {}

    /// Looks at the context of a build.
    ///
    /// @throws SlipwayException.BadInput when it has none
    public static ContextReport of(BuildRequest request) throws IOException {
        return switch (request.context()) {
            case ContextRoot.Directory directory -> new ContextReport(request, directory);
            case ContextRoot.Nothing() -> throw new SlipwayException.BadInput(Problem.of("there is no build context"));
        };
    }

    /// All that the build sees, in order.
    public List<Found> seen() {
        return files.tree().all().stream().filter(entry -> !entry.path().isEmpty()).map(ContextReport::found).toList();
    }

    /// What is excluded, each with the line that excludes it; of a directory nothing of which is seen, the directory alone.
    public List<Explanation> excluded() throws IOException {
        var excluded = new ArrayList<Explanation>();
        collectExcluded(root, "", excluded);
        return excluded;
    }

    private void collectExcluded(Path directory, String path, List<Explanation> excluded) throws IOException {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
            children.forEach(child -> names.add(child.getFileName().toString()));
        }
        names.sort(null);
        for (String name : names) {
            Path child = directory.resolve(name);
            String below = path.isEmpty() ? name : path + "/" + name;
            boolean seen = files.tree().lookup(below).isPresent();
            if (!seen) excluded.add(explanation(below, List.of()));
            else if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) collectExcluded(child, below, excluded);
        }
    }

    /// Why the build sees a path, or does not, and who takes it.
    ///
    /// @param given from the context's root
    /// @throws SlipwayException.BadInput when nothing is there
    public Explanation explain(String given) throws IOException {
        String path = Paths.clean("/" + given).substring(1);
        if (!path.isEmpty() && !Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS)) throw missing(path);
        List<Use> uses = files.tree().lookup(path).isEmpty() ? List.of() : new ContextUses(request, files).of(path);
        return explanation(path, uses);
    }

    private Explanation explanation(String path, List<Use> uses) throws IOException {
        Optional<Entry> entry = files.tree().lookup(path);
        boolean excluded = !path.isEmpty() && ignored.excludes(path);
        Optional<Decision> decision = path.isEmpty() ? Optional.empty() : ignored.decide(path).map(this::decision);
        Found found = entry.isPresent() ? found(entry.get()) : onDisk(path);
        return new Explanation(found, entry.isPresent(), excluded && entry.isPresent(), decision, uses);
    }

    private Decision decision(IgnoreFile.Decision decided) {
        IgnoreRule rule = decided.rule();
        return new Decision(new Location(ignoreFile.orElseThrow(), rule.span()), rule.toString(), decided.matched());
    }

    private static Found found(Entry entry) {
        String kind = switch (entry.kind()) {
            case FILE, HARD_LINK -> "file";
            case DIRECTORY -> "directory";
            case SYMLINK -> "link";
            case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, WHITEOUT, OPAQUE -> "special";
        };
        return new Found(entry.path(), kind, entry.size());
    }

    private Found onDisk(String path) throws IOException {
        Path file = root.resolve(path);
        if (Files.isSymbolicLink(file)) return new Found(path, "link", 0);
        if (Files.isDirectory(file)) return new Found(path, "directory", 0);
        return Files.isRegularFile(file) ? new Found(path, "file", Files.size(file)) : new Found(path, "special", 0);
    }

    private SlipwayException missing(String path) throws IOException {
        Path parent = Optional.ofNullable(root.resolve(path).getParent()).orElse(root);
        var neighbours = new ArrayList<String>();
        if (Files.isDirectory(parent)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(parent)) {
                children.forEach(child -> neighbours.add(root.relativize(child).toString()));
            }
        }
        neighbours.sort(null);
        Problem problem = Problem.of("there is no " + path + " in the build context");
        return new SlipwayException.BadInput(problem.hint(Suggestion.didYouMean(path, neighbours)
                .orElse("paths begin at the context, " + root)));
    }
}
