package slipway.build.export;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import slipway.build.files.FileSource;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.layer.Entry;

/// Deletes from a directory what a result does not have, or has as something else. Links are deleted, never followed.
final class StaleFiles {

    private final Path root;
    private final Map<String, Entry.Kind> wanted = new HashMap<>();

    private StaleFiles(Path root) {
        this.root = root;
    }

    /// @throws SlipwayException.BadInput when that would delete far more than any export has put there
    static void delete(Path root, List<FileSource> files) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) return;
        Path real = root.toRealPath();
        Path home = Path.of(System.getProperty("user.home"));
        boolean tooMuch = real.getNameCount() == 0 || Files.exists(home) && home.toRealPath().startsWith(real)
                || Path.of("").toRealPath().startsWith(real);
        if (tooMuch) {
            throw new SlipwayException.BadInput(Problem.of("mode=delete would empty " + real)
                    .hint("export to a directory that holds nothing else, and does not hold the one you work in"));
        }
        var stale = new StaleFiles(real);
        for (FileSource source : files) {
            source.tree().all().forEach(entry -> stale.wanted.put(entry.path(), entry.kind()));
        }
        stale.delete();
    }

    private void delete() throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Entry.Kind kind = wanted.get(path(file));
                boolean stays = kind != null && kind != Entry.Kind.DIRECTORY;
                if (!stays) Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null) throw e;
                boolean stays = directory.equals(root) || wanted.get(path(directory)) == Entry.Kind.DIRECTORY;
                if (!stays) Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private String path(Path path) {
        return root.relativize(path).toString();
    }
}
