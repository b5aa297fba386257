package slipway.build.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Gets one commit, and makes its files.
///
/// Objects are kept in one repository for each remote, so that the next commit costs only what is new in it. Nobody else
/// works on that repository meanwhile; what a killed process left there is cleaned up or begun anew.
final class Fetch {

    private final Repositories.Hosted git;
    private final GitAddress address;
    private final Commit commit;
    private final Path repository;

    Fetch(Repositories.Hosted git, GitAddress address, Commit commit, Path repository) {
        this.git = git;
        this.address = address;
        this.commit = commit;
        this.repository = repository;
    }

    /// Makes the files in a directory of git's own.
    Path tree() throws IOException {
        boolean isNew = !Files.exists(repository.resolve("HEAD"));
        try {
            fetch();
        } catch (SlipwayException.NetworkFailed e) {
            if (isNew) throw e;
            Trees.delete(repository); // It may be that what is here is broken, and not the network.
            fetch();
        }
        Path tree = Files.createDirectory(git.directory().resolve("tree"));
        boolean hasModules = address.options().submodules() == GitOptions.Submodules.FETCH
                && !ok("ls-tree", "--name-only", commit.id(), ".gitmodules").isBlank();
        if (address.options().keepsGitDirectory() || hasModules) {
            new WorkingTree(git, address, commit, repository).make(tree);
        } else {
            run(git.program().with("GIT_INDEX_FILE", git.directory().resolve("index").toString()),
                    "--work-tree=" + tree, "read-tree", "--reset", "-u", commit.id());
        }
        Trees.finish(tree, Long.parseLong(ok("log", "-1", "--format=%ct", commit.id()).strip()));
        return tree;
    }

    private void fetch() throws IOException {
        if (!Files.exists(repository.resolve("HEAD"))) {
            Trees.delete(repository);
            Files.createDirectories(repository);
            var init = new ArrayList<>(List.of("init", "--quiet", "--bare"));
            if (commit.id().length() == 64) init.add("--object-format=sha256");
            init.add(".");
            must("make", git.program().run(repository, init));
        }
        unlock();
        if (isHere()) return;
        List<String> first = List.of("fetch", "--quiet", "--no-tags", "--depth=1", "--no-recurse-submodules");
        GitProgram.Ended byCommit = fetch(first, commit.id());
        if (byCommit.succeeded() && isHere()) return;
        // Old servers give only what a ref points to, or what such a commit comes from.
        if (commit.ref().isPresent() && fetch(first, commit.ref().get()).succeeded() && isHere()) return;
        var all = new ArrayList<>(List.of("fetch", "--quiet", "--no-tags", "--no-recurse-submodules"));
        if (Files.exists(repository.resolve("shallow"))) all.add("--unshallow");
        GitProgram.Ended everything = fetch(all, "+refs/heads/*:refs/fetched/heads/*", "+refs/tags/*:refs/fetched/tags/*");
        if (everything.succeeded() && isHere()) return;
        if (!everything.succeeded()) throw Refs.failed("fetch " + commit.id() + " from", address, everything);
        throw new SlipwayException.BadInput(Problem.of("the repository " + address.remote() + " does not contain the commit "
                + commit.id()));
    }

    private GitProgram.Ended fetch(List<String> how, String... what) throws IOException {
        var command = new ArrayList<>(how);
        command.addAll(List.of("--", address.remote()));
        command.addAll(List.of(what));
        return git.program().run(repository, command);
    }

    private boolean isHere() throws IOException {
        return git.program().run(repository, List.of("cat-file", "-e", commit.id() + "^{commit}")).succeeded();
    }

    /// Lock files are of processes that died: while we hold our own lock, no other is at work here.
    private void unlock() throws IOException {
        List<Path> locks;
        try (Stream<Path> files = Files.walk(repository)) {
            locks = files.filter(file -> file.toString().endsWith(".lock")).toList();
        }
        for (Path lock : locks) Files.deleteIfExists(lock);
    }

    private String ok(String... arguments) throws IOException {
        return run(git.program(), arguments);
    }

    private String run(GitProgram program, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("--git-dir=" + repository));
        command.addAll(List.of(arguments));
        return must(arguments[arguments.length - 1], program.run(git.directory(), command));
    }

    private String must(String what, GitProgram.Ended ended) {
        if (ended.succeeded()) return ended.out();
        throw new SlipwayException.BadInput(Problem.of("git cannot work on " + address.remote() + " (" + what + ")")
                .hint(ended.complaint()));
    }
}
