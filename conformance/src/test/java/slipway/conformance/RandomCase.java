package slipway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;

/// Made-up cases: files, links and directories of few names, so that they get into each other's way, and steps of all kinds
/// that copy, mount and change them. Many of them cannot be built; then no builder may.
final class RandomCase {

    private static final List<String> DIRECTORIES = List.of("d1", "d2", "d3");
    private static final List<String> FILES = List.of("f1", "f2", "f3");
    private static final List<String> LINKS = List.of("l1", "l2");
    private static final List<String> TARGETS =
            List.of("f1", "d2", "../f1", "d1", "/etc/passwd", "nowhere", "/f2", "../../d3", "/t/d1", "/t/d2/d3");

    private final Random random;

    private RandomCase(long seed) {
        random = new Random(seed);
    }

    /// Writes the case of a seed to a directory.
    static Case write(long seed, Path directory) throws IOException {
        var made = new RandomCase(seed);
        List<String> context = made.context();
        Files.write(directory.resolve("context.txt"), context);
        Files.writeString(directory.resolve("Dockerfile"), made.dockerfile(context));
        var properties = new Properties();
        properties.putAll(Map.of("ignore", "history|layer", "reason", "BuildKit leaves out what a layer does not change"));
        return new Case("random-" + seed, directory, properties);
    }

    private List<String> context() {
        var directories = new ArrayList<>(List.of(""));
        var paths = new ArrayList<String>();
        var lines = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            double kind = random.nextDouble();
            List<String> names = kind < 0.4 ? DIRECTORIES : kind < 0.85 ? FILES : LINKS;
            String parent = one(directories);
            String path = (parent.isEmpty() ? "" : parent + "/") + one(names);
            if (paths.contains(path)) continue;
            paths.add(path);
            if (names == DIRECTORIES) directories.add(path);
            if (names == DIRECTORIES) lines.add("dir " + path + " " + one(List.of("0755", "0700", "1777", "2775")));
            else if (names == LINKS) lines.add("link " + path + " " + one(TARGETS));
            else lines.add("file " + path + " " + one(List.of("0644", "0600", "4755")) + " \"" + random.nextInt(99) + "\"");
        }
        return lines;
    }

    private String dockerfile(List<String> context) {
        List<String> sources = context.stream().map(line -> line.split(" ")[1]).toList();
        var lines = new ArrayList<>(List.of("FROM conformance/base:1 AS first", "RUN " + changes()));
        boolean hasTriggers = random.nextInt(4) == 0;
        if (hasTriggers) lines.add("ONBUILD COPY " + one(sources) + " /triggered/");
        if (hasTriggers) lines.add("ONBUILD WORKDIR /t/" + path());
        for (int i = 0; i < 4; i++) lines.addAll(step(sources));
        if (hasTriggers || random.nextBoolean()) {
            lines.addAll(List.of("FROM " + one(List.of("first", "conformance/base:1")), "USER root", "RUN " + changes()));
            String source = one(List.of("/t", "/t/d1", "/t/*", "/new*"));
            lines.add("COPY --from=first " + options("") + source + " " + one(List.of("/t/", "/t", "/out/")));
            lines.addAll(step(sources));
        }
        return String.join("\n", lines) + "\n";
    }

    /// One step, and what it may need before it.
    private List<String> step(List<String> sources) {
        return switch (random.nextInt(12)) {
            case 0 -> List.of("RUN " + changes());
            case 1 -> List.of("WORKDIR " + one(List.of("/t/", "", "../", "/new/")) + path());
            case 2 -> List.of("USER " + one(List.of("app", "root", "4:5")));
            case 3 -> List.of("ENV where=/t/" + path() + " what=" + one(sources), "COPY $what ${where:-/x}/");
            case 4 -> List.of("COPY " + options("") + "<<f1 <<\"f2\" " + one(sources) + " /t/" + path() + "/",
                    "$where", "f1", "$where", "f2");
            case 5 -> List.of("RUN --mount=source=" + one(sources) + ",target=/m cp -a /m /t/" + path() + "; true");
            case 6 -> List.of("RUN --mount=type=tmpfs,target=/t/" + one(DIRECTORIES) + " " + changes());
            case 7 -> List.of("VOLUME /t/" + path(), "RUN " + changes());
            default -> List.of(copy(sources));
        };
    }

    private String copy(List<String> sources) {
        String source = one(sources);
        String shown = switch (random.nextInt(5)) {
            case 0 -> source.substring(0, source.length() - 1) + "*";
            case 1 -> "/" + source;
            case 2 -> source + " " + one(sources);
            default -> source;
        };
        String target = one(List.of("/t/", "/t/" + path() + "/", "/new/" + path() + "/", "/t/" + path(), "./"));
        boolean isDirectory = shown.contains(" ") && !target.endsWith("/");
        return "COPY " + options(one(List.of("", "", "--link "))) + shown + " " + target + (isDirectory ? "/" : "");
    }

    /// Options of a copy. No modes that a umask would change, since dockerd has one; and BuildKit finds no names with
    /// `--link`.
    private String options(String link) {
        String owner = one(List.of("", "", "--chown=7:8 ", link.isEmpty() ? "--chown=app " : "--chown=9 "));
        String mode = one(List.of("", "", "", "--chmod=750 ", "--chmod=u=rwX,go=rX ", "--chmod=go-rwx "));
        String without = one(List.of("", "", "", "--exclude=f1 ", "--exclude=**/d2 ", "--exclude=d* --exclude=!d1/f1 "));
        return link + owner + mode + without;
    }

    /// Commands of which many fail, and that does not matter.
    private String changes() {
        var commands = new ArrayList<>(List.of("mkdir -p /t"));
        for (int i = 0; i < 8; i++) commands.add("( " + change() + " ) 2>/dev/null");
        return String.join("; ", commands) + "; true";
    }

    private String change() {
        String path = "/t/" + path();
        return switch (random.nextInt(9)) {
            case 0, 1 -> "mkdir -p -m " + one(List.of("755", "700", "2711")) + " " + path + " && chown 1:2 " + path;
            case 2 -> "rm -rf " + path;
            case 3 -> "mv " + path + " /t/" + path();
            case 4 -> "ln " + path + " /t/" + path();
            case 5 -> "ln -s " + one(TARGETS) + " " + path;
            case 6 -> "chmod " + one(List.of("600", "750", "4755", "1777")) + " " + path;
            case 7 -> "cp -a " + path + " /t/" + path();
            default -> "echo " + random.nextInt(9) + " >> " + path;
        };
    }

    private String path() {
        var parts = new ArrayList<String>();
        for (int i = random.nextInt(3); i > 0; i--) parts.add(random.nextInt(4) == 0 ? one(LINKS) : one(DIRECTORIES));
        parts.add(one(List.of(DIRECTORIES, DIRECTORIES, FILES, LINKS).get(random.nextInt(4))));
        return String.join("/", parts);
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
