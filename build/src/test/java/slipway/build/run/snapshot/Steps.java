package slipway.build.run.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import slipway.build.run.execute.RootFileSystem;

/// Shell scripts run on a draft by tools of the machine, and trees as those tools see them.
final class Steps {

    /// A line for each path: what `find` says of it, and the sum of its bytes if it is a file.
    private static final String SHOW = """
            find . -mindepth 1 -printf '%P\\0%y\\0%m\\0%U:%G\\0%s\\0%T@\\0%l\\0\\0\\n'
            echo ====
            find . -type f -print0 | xargs -0r sha256sum -z
            """;

    private Steps() {}

    /// Skips the test where nobody may mount an overlay.
    static void assumePossible() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "unshare is not installed");
        try {
            Path empty = Files.createTempDirectory("overlay");
            try {
                for (String name : List.of("l", "u", "w", "m")) Files.createDirectory(empty.resolve(name));
                var process = process(List.of("unshare", "-m", "sh", "-c", "cd '" + empty
                        + "' && mount -t overlay o -o lowerdir=l,upperdir=u,workdir=w m"));
                Assumptions.assumeTrue(process.exit == 0, "overlay mounts are not allowed: " + text(process.output));
            } finally {
                Trees.remove(empty);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private record Ended(int exit, byte[] output) {}

    /// Runs a script in the root of a draft and returns what the tree is then: path to its attributes.
    static Map<String, String> run(RootFileSystem root, String script) throws IOException {
        String enter = switch (root) {
            case RootFileSystem.Directory(Path path) -> "cd '" + path + "'\n";
            case RootFileSystem.Overlay(List<Path> lowers, Path upper, Path work) -> {
                Path empty = Files.createDirectories(work.resolveSibling("empty"));
                Path mount = Files.createDirectories(work.resolveSibling("mount"));
                String below = lowers.isEmpty() ? empty.toString()
                        : lowers.reversed().stream().map(Path::toString).collect(Collectors.joining(":"));
                yield "mount -t overlay overlay -o 'lowerdir=" + below + ",upperdir=" + upper + ",workdir=" + work
                        + ",index=off,metacopy=off,redirect_dir=nofollow,xino=off" + (rootless() ? ",userxattr" : "") + "' '" + mount
                        + "' && cd '" + mount + "' || exit 9\n";
            }
        };
        var ended = process(List.of("unshare", "-m", "sh", "-c", enter + "( " + script + "\n) >&2\n" + SHOW));
        if (ended.exit != 0) throw new IllegalStateException("the step failed with " + ended.exit);
        return tree(ended.output);
    }

    static boolean rootless() throws IOException {
        return OverlayForm.current() == OverlayForm.USER;
    }

    private static Map<String, String> tree(byte[] output) {
        String text = text(output);
        String[] halves = text.split("====\n", 2);
        var sums = new HashMap<String, String>();
        for (String line : halves[1].split("\0")) {
            if (line.length() > 68) sums.put(line.substring(68), line.substring(0, 64));
        }
        var tree = new java.util.TreeMap<String, String>();
        for (String line : halves[0].split("\0\0\n")) {
            if (line.isEmpty()) continue;
            var fields = new ArrayList<>(List.of(line.split("\0", -1)));
            boolean directory = fields.get(1).equals("d");
            boolean file = fields.get(1).equals("f");
            boolean link = fields.get(1).equals("l");
            String seconds = fields.get(5).replaceFirst("\\..*", "");
            tree.put(fields.get(0), fields.get(1) + " " + (link ? "777" : fields.get(2)) + " " + fields.get(3) + " "
                    + (file ? fields.get(4) : "0") + " " + (directory ? "-" : seconds) + " " + fields.get(6) + " "
                    + sums.getOrDefault(fields.get(0), ""));
        }
        return tree;
    }

    /// Bytes as text that loses none.
    private static String text(byte[] bytes) {
        return slipway.image.layer.RawText.decode(bytes);
    }

    private static Ended process(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command);
        Path errors = Files.createTempFile("step", ".err");
        builder.redirectError(errors.toFile());
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readAllBytes();
        try {
            int exit = process.waitFor();
            String said = Files.readString(errors, StandardCharsets.ISO_8859_1);
            if (!said.isEmpty() && exit != 0) System.err.println(said);
            return new Ended(exit, output);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            Files.delete(errors);
        }
    }
}
