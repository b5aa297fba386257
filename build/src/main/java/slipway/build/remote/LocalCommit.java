package slipway.build.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.diagnostics.SlipwayException;

/// The commit of a working tree on this machine, as its user's own git sees it.
public final class LocalCommit {

    private LocalCommit() {}

    /// The time of the last commit in a working tree that holds this directory, if nothing in the directory differs from
    /// it.
    public static Optional<Instant> time(Path directory, Map<String, String> environment) throws IOException {
        if (!isInWorkingTree(directory)) return Optional.empty();
        var variables = new LinkedHashMap<>(environment);
        variables.put("GIT_TERMINAL_PROMPT", "0");
        variables.put("GIT_OPTIONAL_LOCKS", "0");
        variables.put("LC_ALL", "C");
        var git = new GitProgram(variables);
        try {
            GitProgram.Ended status = run(git, directory, "status", "--porcelain", "--", ".");
            if (!status.succeeded() || !status.out().isBlank()) return Optional.empty();
            GitProgram.Ended log = run(git, directory, "log", "-1", "--format=%ct");
            if (!log.succeeded()) return Optional.empty();
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(log.out().strip())));
        } catch (SlipwayException.BadInput | NumberFormatException e) {
            return Optional.empty(); // No git here, or no commit: then there is no time to know.
        }
    }

    private static GitProgram.Ended run(GitProgram git, Path directory, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"));
        command.addAll(List.of(arguments));
        return git.run(directory, command);
    }

    private static boolean isInWorkingTree(Path directory) throws IOException {
        for (Path at = directory.toRealPath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) return true;
        }
        return false;
    }
}
