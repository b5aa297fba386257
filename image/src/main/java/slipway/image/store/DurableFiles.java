package slipway.image.store;

import java.io.ByteArrayInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// How files of a store are written so that they are there whole or not at all, whatever dies.
///
/// A file is written to a temporary place in the same file system, synced, renamed, and then its directory is synced.
public final class DurableFiles {

    private final Path root;
    private final Durability durability;

    /// For files in this directory and below.
    public DurableFiles(Path root, Durability durability) {
        this.root = root;
        this.durability = durability;
    }

    /// Puts a file with these bytes in the place of what is there, in one step.
    ///
    /// @param temporary a path of the caller's own in the same file system, where nothing is
    public void replace(Path target, byte[] bytes, Path temporary) throws IOException {
        replace(target, new ByteArrayInputStream(bytes), temporary);
    }

    /// The same with bytes from a stream, which is read to its end.
    public void replace(Path target, InputStream bytes, Path temporary) throws IOException {
        try {
            try (var out = new FileOutputStream(temporary.toFile())) {
                bytes.transferTo(out);
                sync(out);
            }
            rename(temporary, target);
            syncDirectory(target.toAbsolutePath().getParent());
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw explain(e);
        } catch (RuntimeException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /// Waits until what was written to a file is on the disk.
    public void sync(FileOutputStream file) throws IOException {
        if (durability == Durability.SYNCED) file.getFD().sync();
    }

    /// Moves a file into its place in one step.
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Waits until the names in a directory are on the disk.
    public void syncDirectory(Path directory) throws IOException {
        if (durability == Durability.UNSYNCED) return;
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (ClosedByInterruptException e) {
            throw new SlipwayException.Interrupted();
        }
    }

    /// The error of a write to the store, in words that help where there are such: a full disk, a forbidden directory.
    ///
    /// @return `error` itself, to be thrown, when there is no better word for it
    public IOException explain(IOException error) {
        if (isFull(error)) {
            Problem problem = Problem.of("no space left on " + root);
            String hint = "free some space there, or use another disk; SLIPWAY_ROOT names the store's directory";
            throw new SlipwayException.BadInput(problem.hint(hint), error);
        }
        if (error instanceof AccessDeniedException denied) {
            throw new SlipwayException.BadInput(Problem.of("permission denied to write " + denied.getFile())
                    .hint("is it somebody else's? SLIPWAY_ROOT names the directory of the store"), error);
        }
        return error;
    }

    private boolean isFull(IOException error) {
        String reason = error instanceof FileSystemException system ? system.getReason() : error.getMessage();
        String text = reason == null ? "" : reason;
        if (text.contains("No space left on device") || text.contains("Disk quota exceeded")) return true;
        boolean plain = error.getClass() == IOException.class || error.getClass() == FileSystemException.class;
        return plain && root.toFile().getUsableSpace() == 0;
    }
}
