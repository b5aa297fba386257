package slipway.cli.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// A git repository as a build context: `address[#ref[:directory]]`.
///
/// The `git` of the machine does the work, with its own credentials, and asks nothing.
///
/// @param ref a branch, a tag or a commit; the repository's own choice if absent
/// @param subdirectory of the repository, the whole if empty
record GitRepository(String address, Optional<String> ref, String subdirectory) {

    static boolean isAddress(String text) {
        String base = text.split("#", 2)[0];
        return base.startsWith("git://") || base.startsWith("git@") || base.startsWith("ssh://")
                || base.startsWith("github.com/")
                || base.startsWith("file://") && base.endsWith(".git") || base.matches("https?://.*\\.git");
    }

    static GitRepository parse(String text) {
        String[] parts = text.split("#", 2);
        String fragment = parts.length > 1 ? parts[1] : "";
        int colon = fragment.indexOf(':');
        String ref = colon < 0 ? fragment : fragment.substring(0, colon);
        String directory = colon < 0 ? "" : fragment.substring(colon + 1);
        String address = parts[0].startsWith("github.com/") ? "https://" + parts[0] : parts[0];
        if (ref.startsWith("-")) throw new SlipwayException.BadInput(Problem.of("not a git ref: " + ref));
        return new GitRepository(address, ref.isEmpty() ? Optional.empty() : Optional.of(ref), directory);
    }

    /// Fetches just the wanted commit into a directory.
    ///
    /// @return the directory of the context
    Path checkOut(Path directory, Map<String, String> environment) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        git(directory, environment, List.of("init", "-q"));
        git(directory, environment, List.of("fetch", "-q", "--depth", "1", "--no-tags", "--", address, ref.orElse("HEAD")));
        git(directory, environment, List.of("checkout", "-q", "FETCH_HEAD"));
        git(directory, environment, List.of("submodule", "update", "-q", "--init", "--recursive", "--depth", "1"));
        Path context = directory.resolve(Path.of("/" + subdirectory).normalize().toString().substring(1)).toRealPath();
        if (!context.startsWith(directory.toRealPath()) || !Files.isDirectory(context)) {
            throw new SlipwayException.BadInput(Problem.of("the repository has no directory " + subdirectory));
        }
        return context;
    }

    /// The time of the last commit in a working tree that holds this directory, if nothing in the directory differs from
    /// it.
    static OptionalLong commitTime(Path directory, Map<String, String> environment) throws IOException,
            InterruptedException {
        if (!isInWorkingTree(directory)) return OptionalLong.empty();
        try {
            if (!git(directory, environment, List.of("status", "--porcelain", "--", "."))
                    .isBlank()) return OptionalLong.empty();
            return OptionalLong.of(Long.parseLong(git(directory, environment, List.of("log", "-1", "--format=%ct"))
                    .strip()));
        } catch (SlipwayException.BadInput | NumberFormatException e) {
            return OptionalLong.empty(); // No git here, or no commit: then there is no time to know.
        }
    }

    private static boolean isInWorkingTree(Path directory) throws IOException {
        for (Path at = directory.toRealPath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) return true;
        }
        return false;
    }

    private static String git(Path directory, Map<String, String> environment, List<String> arguments) throws IOException,
            InterruptedException {
        var command = new ArrayList<>(List.of("git", "-c", "advice.detachedHead=false", "-c", "core.hooksPath=/dev/null"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("GIT_TERMINAL_PROMPT", "0");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new SlipwayException.BadInput(Problem.of("git is needed for this and was not found")
                    .hint("install the package git"), e);
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new SlipwayException.BadInput(Problem.of("git " + arguments.getFirst() + " failed").hint(output.strip()));
        }
        return output;
    }
}
