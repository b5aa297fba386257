package slipway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes a git repository of a directory: the same commit each time.
final class GitHistory {

    /// Names and times, so that commits are the same everywhere, and nothing of the machine's configuration.
    static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_AUTHOR_NAME", "somebody", "GIT_AUTHOR_EMAIL", "somebody@example.invalid",
            "GIT_COMMITTER_NAME", "somebody", "GIT_COMMITTER_EMAIL", "somebody@example.invalid",
            "GIT_AUTHOR_DATE", "1000000000 +0000", "GIT_COMMITTER_DATE", "1000000000 +0000",
            "GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_SYSTEM", "/dev/null");

    private GitHistory() {}

    /// Commits all files of a directory as `main` and `v1`, and lets the repository be fetched from beside it, as
    /// `repository.git`.
    ///
    /// @return the commit
    static String commit(Path directory) throws IOException, InterruptedException {
        git(directory, "init", "--quiet", "--initial-branch=main");
        git(directory, "config", "uploadpack.allowAnySHA1InWant", "true");
        git(directory, "config", "uploadpack.allowFilter", "true");
        git(directory, "add", "--all", "--force");
        git(directory, "commit", "--quiet", "--allow-empty", "--message=first");
        git(directory, "tag", "v1");
        Files.createSymbolicLink(directory.resolveSibling("repository.git"), Path.of("repository/.git"));
        return git(directory, "rev-parse", "HEAD");
    }

    private static String git(Path directory, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        Command.Answer answer = Command.run(directory, command, ENVIRONMENT, new byte[0]);
        if (!answer.succeeded()) throw new IOException(String.join(" ", command) + ": " + answer.err());
        return answer.text();
    }
}
