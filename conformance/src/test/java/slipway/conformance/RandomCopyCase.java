package slipway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;

/// Made-up cases of `COPY` and `ADD` with all their options: from the context and from a stage, onto a tree with directories,
/// files and links of the same few names.
final class RandomCopyCase {

    private static final List<String> NAMES = List.of("a", "b", ".c", "x.md", "y.txt");
    private static final List<String> LINK_TARGETS =
            List.of("a", "b", "../b", "/t/a", "/t/b/a", "nowhere", "../../x.md", "/", ".");
    private static final List<String> DIRECTORY_MODES = List.of("0755", "0700", "1755", "2711", "0511");
    private static final List<String> FILE_MODES = List.of("0644", "0600", "4755", "0111", "2640");
    private static final List<String> OWNERS = List.of("7:8", "7", "0", "root", "4:0");
    /// Without bits that a daemon's umask takes from directories on the way.
    private static final List<String> CHANGES = List.of("755", "0700", "4711", "u=rwX,go=rX", "+x", "a-w", "go=u-w", "u+s,g+s",
            "g=,o=", "-x+X", "+t", "=r,u+w");
    private static final List<String> EXCLUDES = List.of("*.md", "a", "a/b", "**/*.txt", "*", "!a", "!**/b", ".c", "b/**", "a/*",
            "/a", "./b", "?", "[ab]", "!a/b", "**/a/b");

    private final Random random;

    private RandomCopyCase(long seed) {
        random = new Random(seed * 31 + 7);
    }

    /// Writes the case of a seed to a directory.
    static Case write(long seed, Path directory) throws IOException {
        var made = new RandomCopyCase(seed);
        List<String> context = made.tree(14);
        Files.write(directory.resolve("archive.txt"), made.tree(6));
        Files.writeString(directory.resolve("Dockerfile"), made.dockerfile(context));
        context.add("tar z.tar " + made.one(List.of("plain", "gzip", "xz")) + " list=archive.txt");
        Files.write(directory.resolve("context.txt"), context);
        return new Case("random-copy-" + seed, directory, new Properties());
    }

    private List<String> tree(int size) {
        var directories = new ArrayList<>(List.of(""));
        var files = new ArrayList<String>();
        var paths = new ArrayList<String>();
        var lines = new ArrayList<String>();
        for (int i = 0; i < size; i++) {
            String parent = one(directories);
            String path = (parent.isEmpty() ? "" : parent + "/") + one(NAMES);
            if (paths.contains(path)) continue;
            paths.add(path);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    directories.add(path);
                    lines.add("dir " + path + " " + one(DIRECTORY_MODES));
                }
                // At the top of a context BuildKit stumbles over links to nothing, if anything is excluded.
                case 3 -> lines.add("link " + path + " " + one(parent.isEmpty() ? List.of("/", ".") : LINK_TARGETS));
                case 4 -> {
                    if (!files.isEmpty()) lines.add("hard " + path + " " + one(files));
                }
                default -> {
                    files.add(path);
                    lines.add("file " + path + " " + one(FILE_MODES) + " \"" + random.nextInt(99) + "\"");
                }
            }
        }
        return lines;
    }

    private String dockerfile(List<String> context) {
        List<String> paths = new ArrayList<>(context.stream().map(line -> line.split(" ")[1]).toList());
        paths.add(".");
        var lines = new ArrayList<>(List.of("FROM conformance/base:1 AS other", "COPY . /s/",
                "RUN chown -R -h 3:4 /s; chmod u+s /s/*; true",
                "FROM conformance/base:1", "RUN mkdir -p /t; " + changes() + " true"));
        for (int i = 0; i < 3; i++) lines.add(copy(paths));
        return String.join("\n", lines) + "\n";
    }

    private String copy(List<String> paths) {
        boolean add = random.nextInt(4) == 0;
        boolean other = !add && random.nextInt(3) == 0;
        var words = new ArrayList<>(List.of(add ? "ADD" : "COPY"));
        if (other) words.add("--from=other");
        if (random.nextInt(3) == 0) words.add("--link");
        if (random.nextInt(3) == 0) words.add("--chown=" + one(OWNERS));
        if (random.nextInt(3) == 0) words.add("--chmod=" + one(CHANGES));
        for (int i = random.nextInt(3); i > 0; i--) words.add("--exclude=" + one(EXCLUDES));
        if (add && random.nextInt(3) == 0) words.add("--unpack=" + random.nextBoolean());
        for (int i = random.nextInt(2); i >= 0; i--) {
            String source = add && random.nextBoolean() ? "z.tar" : one(paths);
            words.add((other ? "/s/" : "") + pattern(source));
        }
        words.add(target());
        return String.join(" ", words);
    }

    private String pattern(String path) {
        if (path.length() < 2) return path;
        return switch (random.nextInt(6)) {
            case 0 -> path.substring(0, path.length() - 1) + "*";
            case 1 -> path.substring(0, path.length() - 1) + "?";
            case 2 -> path.replaceAll("[ab]", "[ab]");
            case 3 -> path.replaceFirst("^[^/]+/", "*/");
            default -> path;
        };
    }

    private String target() {
        var parts = new ArrayList<>(List.of(random.nextInt(4) == 0 ? "/new" : "/t"));
        for (int i = random.nextInt(3); i > 0; i--) parts.add(one(NAMES));
        return String.join("/", parts) + (random.nextInt(3) == 0 ? "" : "/");
    }

    /// Commands of which many fail, and that does not matter.
    private String changes() {
        var commands = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            String path = "/t/" + one(NAMES) + (random.nextBoolean() ? "" : "/" + one(NAMES));
            commands.append("( ").append(switch (random.nextInt(4)) {
                case 0, 1 -> "mkdir -p -m " + one(List.of("755", "700", "2711")) + " " + path + " && chown 1:2 " + path;
                case 2 -> "ln -s " + one(LINK_TARGETS) + " " + path;
                default -> "echo " + random.nextInt(9) + " >> " + path;
            }).append(" ) 2>/dev/null; ");
        }
        return commands.toString();
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
