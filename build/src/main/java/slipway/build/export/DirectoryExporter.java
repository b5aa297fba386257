package slipway.build.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import slipway.build.files.FileSource;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;

/// The files of an image in a directory of the caller's. They become the caller's, too; devices are left out. What is in
/// the directory already stays, unless a file of the image has its name.
final class DirectoryExporter {

    private final Path root;
    private final long epoch;
    private final Map<FileTree.Origin, Path> written = new HashMap<>();

    DirectoryExporter(Path root, long epoch) {
        this.root = root;
        this.epoch = epoch;
    }

    void write(FileSource files) throws IOException {
        Files.createDirectories(root);
        for (Entry entry : files.tree().all()) {
            if (!entry.path().isEmpty()) write(entry, files);
        }
        for (Entry entry : files.tree().all().reversed()) {
            if (entry.is(Entry.Kind.DIRECTORY) && !entry.path().isEmpty()) finishDirectory(entry);
        }
    }

    private void write(Entry entry, FileSource files) throws IOException {
        Path path = root.resolve(entry.path());
        switch (entry.kind()) {
            case DIRECTORY -> makeDirectory(path);
            case SYMLINK -> {
                Files.deleteIfExists(path);
                Files.createSymbolicLink(path, Path.of(entry.link()));
            }
            case FILE -> writeFile(entry, path, files);
            case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> {}
            case HARD_LINK, WHITEOUT, OPAQUE -> throw new IllegalStateException("not in a tree: " + entry);
        }
    }

    /// A link in the place of a directory would lead the export out of its root.
    private static void makeDirectory(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) return;
        try {
            Files.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
            throw new SlipwayException.BadInput(Problem.of("cannot export the directory " + path
                    + ": something else is there")
                    .hint("export to an empty directory"), e);
        }
    }

    private void writeFile(Entry entry, Path path, FileSource files) throws IOException {
        Path first = written.putIfAbsent(files.tree().origin(entry.path()).orElseThrow(), path);
        if (first != null) {
            Files.deleteIfExists(path);
            Files.createLink(path, first);
            return;
        }
        Path temporary = Files.createTempFile(path.getParent(), ".slipway", "");
        try {
            try (InputStream in = files.content(entry).open()) {
                Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setAttribute(temporary, "unix:mode", entry.mode());
            Files.setLastModifiedTime(temporary, time(entry));
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void finishDirectory(Entry entry) throws IOException {
        Path path = root.resolve(entry.path());
        Files.setAttribute(path, "unix:mode", entry.mode());
        Files.setLastModifiedTime(path, time(entry));
    }

    private FileTime time(Entry entry) {
        return FileTime.from(Math.min(entry.modified(), epoch), TimeUnit.SECONDS);
    }
}
