package slipway.cli.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.layer.ArchiveReader;
import slipway.image.layer.Content;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;
import slipway.image.layer.ReadLimits;

/// A context that is a tar: unpacked into a directory, where only what the tar says can end up.
final class ArchiveContext {

    private ArchiveContext() {}

    /// @param name of the archive, for messages
    /// @param target made, and filled
    /// @return the time of the newest file
    static Optional<Instant> unpack(Content archive, String name, Path target) throws IOException {
        if (!ArchiveReader.isArchive(archive)) {
            throw new SlipwayException.BadInput(Problem.of(name + " is neither a directory nor a tar")
                    .hint("a build context is one of the two"));
        }
        Files.createDirectories(target);
        try (InputStream in = archive.open(); var spooled = ArchiveReader.spool(in, ReadLimits.DEFAULT,
                target.getParent())) {
            FileTree tree = spooled.tree();
            // The tree has each path once, and nothing but directories above anything: no link can lead a file astray.
            for (Entry entry : tree.all()) if (!entry.path().isEmpty()) write(entry, spooled, target.resolve(entry.path()));
            for (Entry entry : tree.all().reversed()) if (entry.is(Entry.Kind.DIRECTORY) && !entry.path()
                    .isEmpty()) finish(entry, target.resolve(entry.path()));
            return tree.all().stream().filter(entry -> !entry.path().isEmpty()).map(Entry::modified).max(Long::compare)
                    .map(Instant::ofEpochSecond);
        }
    }

    private static void write(Entry entry, ArchiveReader.Spooled archive, Path path) throws IOException {
        switch (entry.kind()) {
            case DIRECTORY -> Files.createDirectory(path);
            case SYMLINK -> Files.createSymbolicLink(path, Path.of(entry.link()));
            case FILE -> {
                if (entry.size() == 0) {
                    Files.createFile(path);
                } else {
                    try (InputStream in = archive.content(entry).open()) {
                        Files.copy(in, path);
                    }
                }
                finish(entry, path);
            }
            case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO, HARD_LINK, WHITEOUT, OPAQUE -> {}
        }
    }

    private static void finish(Entry entry, Path path) throws IOException {
        Files.setPosixFilePermissions(path, permissions(entry.mode()));
        Files.getFileAttributeView(path, java.nio.file.attribute.BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(entry.modified(), TimeUnit.SECONDS), null, null);
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        var permissions = EnumSet.of(PosixFilePermission.OWNER_READ);
        PosixFilePermission[] fromHighest = PosixFilePermission.values();
        for (int bit = 0; bit < fromHighest.length; bit++) {
            if ((mode >> (fromHighest.length - 1 - bit) & 1) != 0) permissions.add(fromHighest[bit]);
        }
        return permissions;
    }
}
