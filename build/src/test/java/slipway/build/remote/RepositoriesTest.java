package slipway.build.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.SlipwayException;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;
import slipway.image.store.Room;

/// Repositories on this machine.
final class RepositoriesTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", String.valueOf(System.getenv("PATH")));

    @TempDir
    Path directory;

    private DirectoryStore store;
    private Path work;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(Stream.of("/usr/bin/git", "/usr/local/bin/git").anyMatch(git -> Files.isExecutable(Path.of(git))), "there is no git");
        store = DirectoryStore.open(directory.resolve("store"), Durability.UNSYNCED);
        work = Files.createDirectory(directory.resolve("work.git"));
        git("init", "-q", "-b", "main");
        Files.createDirectories(work.resolve("dir/deep"));
        Files.writeString(work.resolve("a"), "one");
        Files.writeString(work.resolve("dir/deep/c"), "c");
        Files.writeString(work.resolve("run"), "x");
        Files.setPosixFilePermissions(work.resolve("run"), PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(work.resolve("link"), Path.of("dir"));
        commit("one");
    }

    @AfterEach
    void close() throws IOException {
        if (store != null) store.close();
    }

    private String git(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            builder.environment().put("GIT_" + who + "_NAME", "somebody");
            builder.environment().put("GIT_" + who + "_EMAIL", "somebody@example.invalid");
            builder.environment().put("GIT_" + who + "_DATE", "1000000000 +0000");
        }
        builder.environment().putAll(Map.of("GIT_CONFIG_GLOBAL", "/dev/null", "GIT_CONFIG_NOSYSTEM", "1"));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.strip();
    }

    private String commit(String message) throws Exception {
        git("add", "-A");
        git("commit", "-q", "-m", message);
        return git("rev-parse", "HEAD");
    }

    private GitAddress address(String rest) {
        return GitAddress.parse("file://" + work + rest);
    }

    private Checkout checkOut(String rest) throws IOException {
        try (var repositories = new Repositories(store, ENVIRONMENT)) {
            Commit commit = repositories.resolve(address(rest), Credentials.NONE);
            return repositories.checkOut(address(rest), commit, Credentials.NONE);
        }
    }

    @Test
    void checksOutFilesWithGitsModesAndTheTimeOfTheCommit() throws Exception {
        Checkout checkout = checkOut("");
        assertThat(checkout.time()).isEqualTo(Instant.ofEpochSecond(1_000_000_000));
        assertThat(describe(checkout.tree())).containsExactly("a rw-r--r-- 1000000000", "dir rwxr-xr-x 1000000000",
                "dir/deep rwxr-xr-x 1000000000", "dir/deep/c rw-r--r-- 1000000000", "link -> dir 1000000000",
                "run rwxr-xr-x 1000000000");
    }

    private static List<String> describe(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            var described = new ArrayList<String>();
            for (Path file : files.filter(path -> !path.equals(tree)).sorted().toList()) {
                String mode = Files.isSymbolicLink(file) ? "-> " + Files.readSymbolicLink(file)
                        : PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                long time = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis() / 1000;
                described.add(tree.relativize(file) + " " + mode + " " + time);
            }
            return described;
        }
    }

    @Test
    void findsBranchesTagsAndCommits() throws Exception {
        String first = git("rev-parse", "HEAD");
        git("tag", "light");
        git("tag", "-a", "-m", "x", "annotated");
        git("checkout", "-q", "-b", "other");
        Files.writeString(work.resolve("a"), "two");
        String second = commit("two");
        assertThat(checkOut("#light").commit().id()).isEqualTo(first);
        assertThat(checkOut("#annotated").commit()).isEqualTo(new Commit(first, java.util.Optional.of("refs/tags/annotated"),
                java.util.Optional.of(git("rev-parse", "annotated"))));
        assertThat(checkOut("#other").commit().id()).isEqualTo(second);
        assertThat(checkOut("?branch=main").commit().id()).isEqualTo(first);
        assertThat(checkOut("#" + second).tree().resolve("a")).hasContent("two");
        assertThat(checkOut("#refs/heads/main").tree().resolve("a")).hasContent("one");
        assertThat(checkOut("").commit().id()).isEqualTo(second);
    }

    @Test
    void prefersTheBranchOfTwoThatHaveOneName() throws Exception {
        git("tag", "same");
        git("checkout", "-q", "-b", "same");
        Files.writeString(work.resolve("a"), "two");
        String second = commit("two");
        assertThat(checkOut("#same").commit().id()).isEqualTo(second);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> checkOut("#nope")).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessageEndingWith("does not contain the ref nope");
        assertThatThrownBy(() -> checkOut("#" + "0".repeat(40))).isInstanceOf(SlipwayException.BadInput.class)
                .hasMessageContaining("does not contain the commit 000");
        assertThatThrownBy(() -> new Repositories(store, ENVIRONMENT).resolve(GitAddress.parse("file:///nowhere.git"), Credentials.NONE))
                .isInstanceOf(SlipwayException.NetworkFailed.class);
    }

    @Test
    void compares() throws Exception {
        String commit = git("rev-parse", "HEAD");
        assertThat(checkOut("?checksum=" + commit.substring(0, 7) + "&ref=main").commit().id()).isEqualTo(commit);
        assertThatThrownBy(() -> checkOut("?checksum=0123456&ref=main")).isInstanceOf(SlipwayException.CorruptData.class)
                .hasMessage("expected checksum to match 0123456, got " + commit);
        assertThatThrownBy(() -> checkOut("?checksum=xyz&ref=main")).isInstanceOf(SlipwayException.BadInput.class);
    }

    @Test
    void needsNoServerForACommitThatIsHere() throws Exception {
        String commit = git("rev-parse", "HEAD");
        Path tree = checkOut("").tree();
        Files.move(work, directory.resolve("away"));
        assertThat(checkOut("#" + commit).tree()).isEqualTo(tree);
        assertThatThrownBy(() -> checkOut("#main")).isInstanceOf(SlipwayException.NetworkFailed.class);
    }

    @Test
    void givesOnlyDirectoriesOfTheTree() throws Exception {
        Checkout checkout = checkOut("");
        assertThat(checkout.directory("dir/deep")).isDirectoryContaining("glob:**/c");
        for (String wrong : List.of("a", "link", "link/deep", "absent")) {
            assertThatThrownBy(() -> checkout.directory(wrong)).isInstanceOf(SlipwayException.BadInput.class);
        }
    }

    @Test
    void keepsTheGitDirectoryTheSameEachTime() throws Exception {
        git("tag", "-a", "-m", "x", "v1");
        Checkout checkout = checkOut("?tag=v1&keep-git-dir=true");
        List<String> files = describe(checkout.tree());
        assertThat(files).contains(".git/HEAD rw-r--r-- 1000000000", ".git/refs/tags/v1 rw-r--r-- 1000000000");
        assertThat(files).noneMatch(file -> file.startsWith(".git/logs") || file.startsWith(".git/hooks"));
        byte[] index = Files.readAllBytes(checkout.tree().resolve(".git/index"));
        Trees.delete(store.room(Room.SOURCES));
        Checkout again = checkOut("?tag=v1&keep-git-dir=true");
        assertThat(describe(again.tree())).isEqualTo(files);
        assertThat(again.tree().resolve(".git/index")).hasBinaryContent(index);
        assertThat(checkOut("?tag=v1").tree().resolve(".git")).doesNotExist();
    }

    @Test
    void runsNothingThatTheRepositoryBrings() throws Exception {
        Path witness = directory.resolve("witness");
        Files.writeString(work.resolve(".gitattributes"), "* filter=evil\n");
        Files.writeString(work.resolve(".gitmodules"), "[submodule \"x\"]\n path = x\n url = ./x\n update = !touch " + witness + "\n");
        Files.writeString(work.resolve(".lfsconfig"), "[lfs]\n url = file:///\n");
        commit("evil");
        try {
            checkOut("");
        } catch (SlipwayException refused) {
            assertThat(refused).isInstanceOf(SlipwayException.NetworkFailed.class);
        }
        assertThat(witness).doesNotExist();
    }

    @Test
    void fetchesNoSubmoduleFromThisMachine() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other.git"));
        Path first = work;
        work = other;
        git("init", "-q", "-b", "main");
        Files.writeString(other.resolve("secret"), "s");
        commit("secret");
        work = first;
        git("-c", "protocol.file.allow=always", "submodule", "add", "-q", "file://" + other, "sub");
        commit("submodule");
        assertThatThrownBy(() -> checkOut("")).isInstanceOfSatisfying(SlipwayException.NetworkFailed.class,
                e -> assertThat(e.problem().hint().orElseThrow()).contains("transport 'file' not allowed"));
        assertThat(checkOut("?submodules=false").tree().resolve("sub")).isEmptyDirectory();
    }

    @Test
    void startsAnewWhereAKilledProcessLeftAMess() throws Exception {
        Path tree = checkOut("").tree();
        Path repository;
        try (Stream<Path> all = Files.list(store.room(Room.SOURCES).resolve("repositories"))) {
            repository = all.findFirst().orElseThrow();
        }
        Files.writeString(repository.resolve("shallow.lock"), "");
        Files.writeString(tree.resolve("a"), "");
        Files.writeString(work.resolve("a"), "two");
        String second = commit("two");
        assertThat(checkOut("#" + second).tree().resolve("a")).hasContent("two");
        assertThat(checkOut("#" + git("rev-parse", "HEAD~1")).tree().resolve("a")).hasContent("one");
        try (Stream<Path> objects = Files.walk(repository.resolve("objects"))) {
            for (Path object : objects.filter(Files::isRegularFile).toList()) Files.delete(object);
        }
        Files.writeString(work.resolve("a"), "three");
        assertThat(checkOut("#" + commit("three")).tree().resolve("a")).hasContent("three");
    }

    /// A script stands in for SSH: it notes how it is called, and runs here what should run there.
    @Test
    void reachesARepositoryBySshWithTheAgentThatIsGiven() throws Exception {
        Path programs = Files.createDirectory(directory.resolve("programs"));
        Path noted = directory.resolve("noted");
        Files.writeString(programs.resolve("ssh"), "#!/bin/sh\necho \"agent=$SSH_AUTH_SOCK $*\" >> " + noted
                + "\nfor last; do :; done\neval \"$last\"\n");
        Files.setPosixFilePermissions(programs.resolve("ssh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        GitAddress address = GitAddress.parse("ssh://git@host.invalid" + work + "#main");
        var credentials = Credentials.NONE.ofUser(Map.of("SSH_AUTH_SOCK", "/run/agent"));
        try (var repositories = new Repositories(store, Map.of("PATH", programs + ":" + System.getenv("PATH"), "HOME", "/home/x y"))) {
            assertThatThrownBy(() -> repositories.resolve(address, Credentials.NONE)).isInstanceOf(SlipwayException.BadInput.class)
                    .hasMessageContaining("no key may be used");
            Commit commit = repositories.resolve(address, credentials);
            assertThat(repositories.checkOut(address, commit, credentials).tree().resolve("a")).hasContent("one");
        }
        assertThat(Files.readAllLines(noted)).isNotEmpty().allSatisfy(line -> assertThat(line)
                .startsWith("agent=/run/agent -F /dev/null -o BatchMode=yes")
                .contains("StrictHostKeyChecking=accept-new")
                .contains("known_hosts\" \"/home/x y/.ssh/known_hosts\"")
                .contains("git@host.invalid"));
    }

    @Test
    void letsSeveralCheckOutAtOnce() throws Exception {
        String commit = git("rev-parse", "HEAD");
        List<Callable<Path>> work = new ArrayList<>();
        for (int i = 0; i < 4; i++) work.add(() -> checkOut("#main").tree());
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var tree : threads.invokeAll(work)) assertThat(tree.get()).hasFileName("files");
        }
        assertThat(checkOut("#" + commit).tree().resolve("a")).hasContent("one");
    }
}
