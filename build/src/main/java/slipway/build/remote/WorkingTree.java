package slipway.build.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Makes a working tree with a repository of its own: where `.git` is to stay, or submodules are to come along.
final class WorkingTree {

    private final Repositories.Hosted git;
    private final GitAddress address;
    private final Commit commit;
    private final Path objects;

    /// @param objects the repository that has the commit
    WorkingTree(Repositories.Hosted git, GitAddress address, Commit commit, Path objects) {
        this.git = git;
        this.address = address;
        this.commit = commit;
        this.objects = objects;
    }

    void make(Path tree) throws IOException {
        var init = new ArrayList<>(List.of("init", "--quiet"));
        if (commit.id().length() == 64) init.add("--object-format=sha256");
        run(tree, init.toArray(String[]::new));
        run(tree, "remote", "add", "origin", address.remote());
        run(tree, "-c", "protocol.file.allow=always", "fetch", "--quiet", "--no-tags", "--depth=1", "--",
                "file://" + objects, commit.id());
        if (commit.ref().filter(ref -> ref.startsWith("refs/tags/")).isPresent()) {
            run(tree, "update-ref", commit.ref().get(), tagHere(tree) ? commit.tag().orElseThrow() : commit.id());
        }
        run(tree, "checkout", "--quiet", "--detach", commit.id());
        if (address.options().submodules() == GitOptions.Submodules.FETCH) submodules(tree);
        if (address.options().keepsGitDirectory()) settle(tree.resolve(".git"));
        else dropRepositories(tree);
    }

    private void submodules(Path tree) throws IOException {
        if (!Files.isRegularFile(tree.resolve(".gitmodules"), LinkOption.NOFOLLOW_LINKS)) return;
        GitProgram.Ended ended = git.program().run(tree, List.of("submodule", "--quiet", "update", "--init", "--recursive",
                "--depth=1"));
        if (!ended.succeeded()) throw Refs.failed("fetch the submodules of", address, ended);
    }

    /// Fetches the object of an annotated tag, if it can be had.
    private boolean tagHere(Path tree) throws IOException {
        if (commit.tag().isEmpty()) return false;
        return git.program().run(tree, List.of("fetch", "--quiet", "--no-tags", "--depth=1", "--", address.remote(),
                commit.tag().get())).succeeded();
    }

    /// Leaves in a repository, and in those of submodules, what the next one to check it out would have, too: no logs, and
    /// an index that knows no file's inode.
    private void settle(Path repository) throws IOException {
        for (Path one : repositories(repository)) {
            for (String left : List.of("logs", "FETCH_HEAD", "ORIG_HEAD", "index")) Trees.delete(one.resolve(left));
            run(git.directory(), "--git-dir=" + one, "read-tree", "HEAD");
        }
    }

    private static List<Path> repositories(Path repository) throws IOException {
        try (Stream<Path> all = Files.walk(repository)) {
            return all.filter(WorkingTree::isRepository).sorted().toList();
        }
    }

    private static boolean isRepository(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && Files.isRegularFile(path.resolve("HEAD"))
                && Files.isDirectory(path.resolve("objects"));
    }

    private static void dropRepositories(Path tree) throws IOException {
        List<Path> repositories;
        try (Stream<Path> all = Files.walk(tree)) {
            repositories = all.filter(path -> path.getFileName().toString().equals(".git")).toList();
        }
        for (Path repository : repositories) Trees.delete(repository);
    }

    private void run(Path directory, String... arguments) throws IOException {
        GitProgram.Ended ended = git.program().run(directory, List.of(arguments));
        if (ended.succeeded()) return;
        throw new SlipwayException.BadInput(Problem.of("git cannot check out " + address).hint(ended.complaint()));
    }
}
