package slipway.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import slipway.diagnostics.Problem;

/// What went wrong with a file, in words. The JDK's own messages are often just the path.
final class FileProblems {

    private FileProblems() {}

    /// @param e an `IOException`, or an `UncheckedIOException` around one
    static Problem explain(Exception e) {
        return switch (e) {
            case UncheckedIOException unchecked -> explain(unchecked.getCause());
            case NoSuchFileException missing -> Problem.of("there is no file " + missing.getFile());
            case AccessDeniedException denied -> Problem.of("no permission for " + denied.getFile())
                    .hint("the file belongs to somebody else, or its directory does");
            case FileAlreadyExistsException there -> Problem.of(there.getFile() + " exists already");
            case NotDirectoryException file -> Problem.of(file.getFile() + " is not a directory");
            case DirectoryNotEmptyException full -> Problem.of("the directory " + full.getFile() + " is not empty");
            case FileSystemException other when isFull(other) -> Problem.of("the disk is full: " + other.getFile())
                    .hint("slipway rmi and slipway store show and free what images take");
            case FileSystemException other when other.getReason() != null ->
                    Problem.of(other.getFile() + ": " + other.getReason());
            default -> Problem.of(e.getMessage() == null || e.getMessage().isBlank() ? e.getClass().getSimpleName()
                    : e.getMessage());
        };
    }

    private static boolean isFull(FileSystemException e) {
        return e.getReason() != null && e.getReason().contains("No space left");
    }
}
