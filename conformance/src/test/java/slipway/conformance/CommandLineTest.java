package slipway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;

/// `slipway build` as root, with each way to run steps, and as an ordinary user makes the image that a build in this process
/// makes. The ordinary user is made for this test, if `useradd` can, and goes with it.
class CommandLineTest {

    private static final String USER = "slipway-" + ProcessHandle.current().pid();

    @TempDir
    static Path directory;

    private static Bases bases;
    private static SlipwayEngine engine;
    private static Installation installation;
    private static boolean hasUser;

    @BeforeAll
    static void open() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "conformance needs root");
        assumeTrue(Bases.canBeMade(), "conformance needs /bin/busybox");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        bases = Bases.make();
        Path room = Files.createDirectory(directory.resolve("engine"));
        engine = SlipwayEngine.open(room, bases, "--snapshotter=overlay");
        installation = Installation.in(Files.createDirectory(directory.resolve("installation")));
        hasUser = !Command.search("useradd").isEmpty()
                && Command.run(List.of("useradd", "--create-home", USER), Map.of()).succeeded();
    }

    @AfterAll
    static void close() throws Exception {
        if (hasUser) Command.run(List.of("userdel", "--remove", USER), Map.of());
    }

    @TestFactory
    Stream<DynamicTest> asRoot() {
        return Stream.of("--progress=quiet", "--snapshotter=copy", "--executor=crun", "--executor=runc")
                .map(option -> DynamicTest.dynamicTest("root " + option, () -> root(option)));
    }

    private static void root(String option) throws Exception {
        String name = option.substring(option.indexOf('=') + 1);
        assumeTrue(!option.startsWith("--executor") || !Command.search(name).isEmpty(), "there is no " + name);
        Case test = Case.everywhere().stream().filter(it -> it.name().equals("run-deletes")).findFirst().orElseThrow();
        Path place = Files.createDirectory(directory.resolve("root-" + name));
        try (Room room = Room.open(test, place.resolve("room"))) {
            check(room, installation.engine(store(place), List.of(), option), place.resolve("out"));
        }
    }

    @TestFactory
    Stream<DynamicTest> asOrdinaryUser() throws IOException {
        return Case.everywhere().stream().filter(test -> test.name().contains(System.getProperty("case", "")))
                .map(test -> DynamicTest.dynamicTest(test.name(), test.directory().toUri(), () -> rootless(test)));
    }

    private static void rootless(Case test) throws Exception {
        if (!hasUser) abort("no user can be added here");
        if (test.property("rootless").filter("no"::equals).isPresent()) abort("needs a right that only root has");
        test.property("needs").ifPresent(base -> assumeTrue(bases.contains(base), "there is no " + base + " here"));
        Path place = Files.createDirectory(directory.resolve("user-" + test.name()));
        try (Room room = Room.open(test, place.resolve("room"))) {
            Path store = store(place);
            Path out = Files.createDirectory(place.resolve("out"));
            give(place);
            check(room, installation.engine(store, installation.asUser(USER)), out);
        }
    }

    private static Path store(Path place) throws IOException {
        Path store = place.resolve("store");
        try (DirectoryStore opened = DirectoryStore.open(store, Durability.UNSYNCED)) {
            bases.putInto(opened);
        }
        return store;
    }

    private static void give(Path tree) throws IOException, InterruptedException {
        Command.output(List.of("chown", "--recursive", "--no-dereference", USER + ":", tree.toString()), Map.of());
        assertThat(Files.getOwner(tree, LinkOption.NOFOLLOW_LINKS).getName()).isEqualTo(USER);
    }

    private static void check(Room room, Engine program, Path out) throws IOException, InterruptedException {
        Run theirs = Run.of(program, room, out);
        assertThat(theirs.answer().status()).as(theirs.message()).isZero();
        Run here = Run.of(engine, room, room.context().resolveSibling("out"));
        assertThat(here.answer().status()).as(here.message()).isZero();
        assertThat(theirs.digest()).isEqualTo(here.digest());
    }
}
