package slipway.build.run.execute;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// A program that runs containers as the OCI runtime specification says.
///
/// @param kind which one it is, as far as their command lines differ
/// @param path where it is
public record OciRuntime(Kind kind, Path path) {

    /// The runtimes we know, in the order in which we look for them.
    public enum Kind { CRUN, RUNC, YOUKI }

    /// The first one on a `PATH`.
    public static Optional<OciRuntime> find(String searchPath) {
        for (Kind kind : Kind.values()) {
            Optional<Path> path = search(searchPath, kind.name().toLowerCase(Locale.ROOT));
            if (path.isPresent()) return Optional.of(new OciRuntime(kind, path.get()));
        }
        return Optional.empty();
    }

    /// The one named, by a path or as on a `PATH`. Its file's name says which kind it is; any other is taken for one with
    /// runc's command line.
    ///
    /// @throws SlipwayException.BadInput if there is no such program
    public static OciRuntime named(String name, String searchPath) {
        Optional<Path> path = name.contains("/")
                ? Optional.of(Path.of(name).toAbsolutePath()).filter(Files::isExecutable) : search(searchPath, name);
        Path found = path.orElseThrow(() -> new SlipwayException.BadInput(Problem.of("no OCI runtime " + name)
                .hint("install crun, runc or youki, or leave the choice to us: no runtime is needed")));
        String file = found.getFileName().toString();
        if (file.contains("crun")) return new OciRuntime(Kind.CRUN, found);
        return new OciRuntime(file.contains("youki") ? Kind.YOUKI : Kind.RUNC, found);
    }

    /// The command that runs the bundle of a workspace.
    List<String> run(Path workspace, String id) {
        var command = command(workspace);
        command.addAll(List.of("run", "--bundle", workspace + "/bundle", id));
        return command;
    }

    List<String> delete(Path workspace, String id) {
        var command = command(workspace);
        command.addAll(List.of("delete", "--force", id));
        return command;
    }

    private List<String> command(Path workspace) {
        var command = new ArrayList<>(List.of(path.toString(), "--root", workspace + "/state"));
        if (kind == Kind.CRUN) command.add("--cgroup-manager=disabled");
        return command;
    }

    private static Optional<Path> search(String searchPath, String name) {
        for (String directory : searchPath.split(":")) {
            if (directory.isEmpty()) continue;
            Path path = Path.of(directory, name).toAbsolutePath();
            if (Files.isRegularFile(path) && Files.isExecutable(path)) return Optional.of(path);
        }
        return Optional.empty();
    }
}
