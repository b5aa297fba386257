package slipway.conformance.endurance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// An ordinary user of this machine, made for a test.
final class User {

    private final String name;
    private final Path home;

    private User(String name, Path home) {
        this.name = name;
        this.home = home;
    }

    /// Makes a user with a home in the place, and identities for user namespaces. Skipped where that cannot be.
    static User make(Place place) throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/useradd")) && Files.isExecutable(Path.of("/usr/bin/newuidmap")),
                "needs useradd and newuidmap");
        String name = "slipway-test-" + ProcessHandle.current().pid();
        Path home = place.path("home");
        run("useradd", "--create-home", "--home-dir", home.toString(), "--shell", "/bin/sh", name);
        var user = new User(name, home);
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var words = new java.util.ArrayList<>(List.of(user.become()));
        words.addAll(List.of(java, "-version"));
        boolean runsJava = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        if (!runsJava) user.remove();
        assumeTrue(runsJava, "ordinary users cannot run " + java);
        return user;
    }

    private static void run(String... words) throws IOException, InterruptedException {
        int status = new ProcessBuilder(words).inheritIO().start().waitFor();
        if (status != 0) throw new IOException(String.join(" ", words) + " failed with " + status);
    }

    String name() {
        return name;
    }

    Path home() {
        return home;
    }

    /// The words before a command that run it as this user.
    String[] become() {
        return new String[] {"setpriv", "--reuid", name, "--regid", name, "--init-groups", "--inh-caps=-all"};
    }

    /// A command line of this user's, which enters a user namespace as the launcher does.
    Slipway slipway(Place place, String store) throws IOException, InterruptedException {
        Path script = place.path("as-user.sh");
        Files.writeString(script, """
                command=$1
                shift
                . %s
                exec $enter "$@"
                """.formatted(place.path("library/rootless.sh")));
        String classPath = readable(place);
        Files.createDirectories(home.resolve("stores"));
        own(home.resolve("stores"));
        return Slipway.in(home.resolve("stores").resolve(store), home).withClassPath(classPath).after(become())
                .after("sh", script.toString(), "build");
    }

    /// The same without a namespace, as the launcher has it for commands that only read.
    Slipway plain(Slipway slipway) {
        return new Slipway(slipway.store(), home, List.of(), slipway.environment(), slipway.options(), slipway.classPath())
                .after(become());
    }

    /// Gives files to this user.
    void own(Path files) throws IOException, InterruptedException {
        run("chown", "-R", "--no-dereference", name + ":" + name, files.toString());
    }

    /// Copies the classes to where everybody may read them: a checkout and the library of Maven may be private.
    private static String readable(Place place) throws IOException, InterruptedException {
        Path library = place.path("library");
        boolean there = Files.exists(library);
        Files.createDirectories(library);
        var copied = new java.util.ArrayList<String>();
        int count = 0;
        for (String entry : Slipway.CLASS_PATH.split(File.pathSeparator)) {
            if (entry.isEmpty() || !Files.exists(Path.of(entry))) continue;
            Path target = library.resolve(count++ + "-" + Path.of(entry).getFileName());
            if (!there) run("cp", "-r", entry, target.toString());
            copied.add(target.toString());
        }
        if (!there) run("chmod", "-R", "a+rX", library.toString());
        Path script = library.resolve("rootless.sh");
        Files.copy(Path.of("../cli/src/main/sh/rootless.sh"), script, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        run("chmod", "a+r", script.toString());
        return String.join(File.pathSeparator, copied);
    }

    void remove() throws IOException, InterruptedException {
        run("userdel", name);
    }
}
