package slipway.conformance;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes the directory that a case is built from.
final class ContextDirectory {

    private ContextDirectory() {}

    /// Writes the case's `Dockerfile`, `context/` and what its `context.txt` declares. Modes do not depend on how the case
    /// was checked out: 0755 for directories and programs, 0644 for the rest, but where `context.txt` says otherwise.
    static void write(Case test, Path directory) throws IOException, InterruptedException {
        Path plain = test.directory().resolve("context");
        if (Files.isDirectory(plain)) copy(plain, directory);
        copyFile(test.directory().resolve("Dockerfile"), directory.resolve("Dockerfile"));
        Path list = test.directory().resolve("context.txt");
        if (!Files.exists(list)) return;
        FileList files = FileList.read(list);
        for (Declared file : files.files()) write(files, file, directory);
        for (Declared file : files.files().reversed()) {
            if (file.kind() == Declared.Kind.DIRECTORY) finish(file, directory.resolve(file.path()));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) mode(Files.createDirectories(target), 0755);
                else copyFile(path, target);
            }
        }
    }

    private static void copyFile(Path from, Path to) throws IOException {
        Files.copy(from, to);
        mode(to, Files.isExecutable(from) ? 0755 : 0644);
    }

    private static void write(FileList files, Declared file, Path root) throws IOException, InterruptedException {
        Path path = root.resolve(file.path());
        switch (file.kind()) {
            case DIRECTORY -> mode(Files.createDirectories(path), 0755);
            case FILE -> Files.write(path, files.content(file));
            case TAR -> {
                Files.write(path, files.archive(file));
                mode(path, file.mode());
            }
            case SYMLINK -> Files.createSymbolicLink(path, Path.of(file.text()));
            case HARD_LINK -> Files.createLink(path, root.resolve(file.text()));
            case FIFO -> Command.output(List.of("mkfifo", path.toString()), Map.of());
            case SOCKET -> {
                try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                    socket.bind(UnixDomainSocketAddress.of(path));
                }
            }
            case DEVICE -> {
                int[] numbers = file.numbers();
                Command.output(List.of("mknod", path.toString(), "c", "" + numbers[0], "" + numbers[1]), Map.of());
            }
        }
        if (file.kind().hasMode() && file.kind() != Declared.Kind.DIRECTORY) finish(file, path);
    }

    private static void finish(Declared file, Path path) throws IOException {
        if (file.options().containsKey("owner")) {
            Files.setAttribute(path, "unix:uid", file.uid(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", file.gid(), LinkOption.NOFOLLOW_LINKS);
        }
        mode(path, file.mode());
        Files.setLastModifiedTime(path, FileTime.fromMillis(file.time() * 1000));
    }

    private static void mode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }
}
