package slipway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.stream.Stream;
import slipway.diagnostics.Problem;

/// What went wrong with a file, in words. The JDK's own messages are often just the path.
final class FileProblems {

    private FileProblems() {}

    /// @param e an `IOException`, or an `UncheckedIOException` around one
    static Problem explain(Exception e) {
        return switch (e) {
            case UncheckedIOException unchecked -> explain(unchecked.getCause());
            case IOException full when isFull(full) -> full(full);
            case NoSuchFileException missing -> Problem.of("there is no file " + missing.getFile());
            case AccessDeniedException denied -> Problem.of("no permission for " + denied.getFile())
                    .hint("the file belongs to somebody else, or its directory does");
            case FileAlreadyExistsException there -> Problem.of(there.getFile() + " exists already");
            case NotDirectoryException file -> Problem.of(file.getFile() + " is not a directory");
            case DirectoryNotEmptyException full -> Problem.of("the directory " + full.getFile() + " is not empty");
            case FileSystemException other when other.getReason() != null ->
                    Problem.of(other.getFile() + ": " + other.getReason());
            default -> Problem.of(e.getMessage() == null || e.getMessage().isBlank() ? e.getClass().getSimpleName()
                    : e.getMessage());
        };
    }

    /// Whether these are the system's words for a full disk, by whatever way they came.
    private static boolean isFull(IOException e) {
        String words = e.getMessage() == null ? "" : e.getMessage();
        return Stream.of("No space left on device", "no space left", "Disk quota exceeded").anyMatch(words::contains);
    }

    private static Problem full(IOException e) {
        String place = e instanceof FileSystemException known ? " for " + known.getFile() : "";
        return Problem.of("no space left on the disk" + place)
                .hint("free some: slipway rmi takes images from the store, and SLIPWAY_ROOT names another place for it");
    }
}
