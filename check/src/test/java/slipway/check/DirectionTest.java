package slipway.check;

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

    private static final String ROOT = "slipway/check";
    private static final Pattern OURS = Pattern.compile(ROOT + "(?:/([a-z]+))?/[A-Z]");

    /// What a package may use; that of the findings has no name here.
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "view", Set.of(),
            "", Set.of("view"),
            "rules", Set.of("", "view"),
            "report", Set.of(""),
            "outline", Set.of("view"));

    @Test
    void packagesUseOnlyWhatTheyMay() throws IOException {
        var wrong = new TreeSet<String>();
        List<Path> files = classFiles();
        assertThat(files).hasSizeGreaterThan(40);
        for (Path file : files) {
            for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
                if (!(entry instanceof Utf8Entry text)) continue;
                String from = packageOf(file);
                Matcher used = OURS.matcher(text.stringValue());
                while (used.find()) {
                    String to = used.group(1) == null ? "" : used.group(1);
                    if (!to.equals(from) && !MAY_USE.get(from).contains(to)) wrong.add(file.getFileName() + " uses " + to);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String packageOf(Path file) {
        String folder = Path.of("target/classes", ROOT).relativize(file.getParent()).toString();
        assertThat(MAY_USE).containsKey(folder);
        return folder;
    }

    private static List<Path> classFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target/classes", ROOT))) {
            return files.filter(file -> file.toString().endsWith(".class") && !file.endsWith("package-info.class")).toList();
        }
    }
}
