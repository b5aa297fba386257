package slipway.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The packages of this module use each other in one direction only.
final class DirectionTest {

    private static final String ROOT = "slipway/build";
    private static final Pattern OURS = Pattern.compile(ROOT + "((?:/[a-z]+)*)/[A-Z]");

    /// What a package may use; the words of a build have no name here.
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("", Set.of()),
            Map.entry("/linux", Set.of()),
            Map.entry("/solve", Set.of()),
            Map.entry("/remote", Set.of("")),
            Map.entry("/plan", Set.of("", "/remote")),
            Map.entry("/files", Set.of("/plan", "/remote", "/linux")),
            Map.entry("/run/execute", Set.of("/linux")),
            Map.entry("/run/emulate", Set.of("/linux", "/run/execute")),
            Map.entry("/run/snapshot", Set.of("/linux", "/run/execute")),
            Map.entry("/run/agent", Set.of("/linux")),
            Map.entry("/run/mount", Set.of("/run/snapshot")),
            Map.entry("/operation", Set.of("", "/remote", "/plan", "/files", "/solve", "/run/execute", "/run/emulate", "/run/snapshot", "/run/agent", "/run/mount")),
            Map.entry("/export", Set.of("", "/files", "/operation")),
            Map.entry("/builder", Set.of("", "/remote", "/plan", "/files", "/solve", "/run/execute", "/run/emulate", "/run/snapshot", "/run/mount",
                    "/operation", "/export")));

    @Test
    void packagesUseOnlyWhatTheyMay() throws IOException {
        var wrong = new TreeSet<String>();
        List<Path> files = classFiles();
        assertThat(files).hasSizeGreaterThan(100);
        for (Path file : files) {
            String from = packageOf(file);
            assertThat(MAY_USE).containsKey(from);
            for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
                if (!(entry instanceof Utf8Entry text)) continue;
                Matcher used = OURS.matcher(text.stringValue());
                while (used.find()) {
                    String to = used.group(1);
                    if (!to.equals(from) && !MAY_USE.get(from).contains(to)) wrong.add(from + " uses " + to + " in " + file.getFileName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String packageOf(Path file) {
        String folder = Path.of("target/classes", ROOT).relativize(file.getParent()).toString();
        return folder.isEmpty() ? "" : "/" + folder;
    }

    private static List<Path> classFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target/classes", ROOT))) {
            return files.filter(file -> file.toString().endsWith(".class") && !file.endsWith("package-info.class")).toList();
        }
    }
}
