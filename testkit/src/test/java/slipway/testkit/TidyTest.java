package slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// The house rules that a machine can hold, over the sources of all modules.
class TidyTest {

    private static final int FILE_LINES = 400;
    private static final int METHOD_LINES = 60;
    private static final int COLUMNS = 125;
    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Manager|Helper|Utils?|Impl)|(Abstract|Base)[A-Z]\\w*(Class|Impl)");
    private static final Pattern LEFTOVER = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");

    private static final List<Path> SOURCES = sources();

    @Test
    void filesAndLinesAreShort() throws IOException {
        var wrong = new TreeSet<String>();
        for (Path file : SOURCES) {
            List<String> lines = Files.readAllLines(file);
            if (lines.size() > FILE_LINES) wrong.add(file + " has " + lines.size() + " lines");
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > COLUMNS) wrong.add(file + ":" + (i + 1) + " has " + lines.get(i).length() + " columns");
                if (LEFTOVER.matcher(lines.get(i)).find()) wrong.add(file + ":" + (i + 1) + " has something left over");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void methodsAreShortAndNamesMeanSomething() throws IOException {
        var wrong = new TreeSet<String>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(SOURCES));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) new Rules(unit, positions, wrong).scan(unit, null);
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void packagesSayWhatTheyAreFor() throws IOException {
        var wrong = new TreeSet<String>();
        for (Path file : SOURCES) {
            if (file.endsWith("module-info.java")) continue;
            Path info = file.resolveSibling("package-info.java");
            if (!Files.exists(info)) wrong.add(file.getParent() + " has no package-info.java");
            else if (!Files.readString(info).contains("@NullMarked")) wrong.add(info + " is not @NullMarked");
        }
        assertThat(wrong).isEmpty();
    }

    private static final class Rules extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final TreeSet<String> wrong;

        Rules(CompilationUnitTree unit, SourcePositions positions, TreeSet<String> wrong) {
            this.unit = unit;
            this.positions = positions;
            this.wrong = wrong;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (EMPTY_NAME.matcher(type.getSimpleName()).matches()) wrong.add("a name that says nothing: " + type.getSimpleName());
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
            long last = unit.getLineMap().getLineNumber(Math.max(positions.getStartPosition(unit, method), positions.getEndPosition(unit, method) - 1));
            if (last - first + 1 > METHOD_LINES) {
                wrong.add(Path.of(unit.getSourceFile().getName()).getFileName() + ": " + method.getName() + " has " + (last - first + 1) + " lines");
            }
            return super.visitMethod(method, nothing);
        }
    }

    private static List<Path> sources() {
        var sources = new ArrayList<Path>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path module : modules.sorted().toList()) {
                Path root = module.resolve("src/main/java");
                if (!Files.isDirectory(root)) continue;
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return sources;
    }
}
