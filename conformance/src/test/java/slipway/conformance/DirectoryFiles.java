package slipway.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A tree of files in a directory, as facts.
record DirectoryFiles(Path root) {

    private static final int FORMAT = 0170000;

    /// What is known of each path, with a leading slash.
    SortedMap<String, SortedMap<String, String>> facts() throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root)) {
            paths = walk.filter(path -> !path.equals(root)).toList();
        }
        var facts = new TreeMap<String, SortedMap<String, String>>();
        for (Path path : paths) facts.put("/" + root.relativize(path), facts(path));
        return facts;
    }

    private static SortedMap<String, String> facts(Path path) throws IOException {
        var facts = new TreeMap<String, String>();
        int mode = (int) attribute(path, "mode");
        facts.put("owner", attribute(path, "uid") + ":" + attribute(path, "gid"));
        facts.put("kind", switch (mode & FORMAT) {
            case 0040000 -> "directory";
            case 0100000 -> "file";
            case 0120000 -> "link";
            case 0010000 -> "fifo";
            case 0140000 -> "socket";
            default -> "device";
        });
        if (Files.isSymbolicLink(path)) {
            facts.put("target", Files.readSymbolicLink(path).toString());
            return facts;
        }
        facts.put("mode", "0%03o".formatted(mode & 07777));
        if (Files.isRegularFile(path)) {
            LayeredFiles.content(Files.readAllBytes(path), facts);
            facts.put(ImageView.TIME, Long.toString(Files.getLastModifiedTime(path).toMillis() / 1000));
        }
        return facts;
    }

    private static Object attribute(Path path, String name) throws IOException {
        return Files.getAttribute(path, "unix:" + name, LinkOption.NOFOLLOW_LINKS);
    }
}
