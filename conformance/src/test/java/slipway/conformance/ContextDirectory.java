package slipway.conformance;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Makes the directories that a case is built from.
final class ContextDirectory {

    /// When what is laid over a context is from. BuildKit takes files of one size and time for the same.
    private static final long LATER = 1_100_000_000;

    private final long time;

    private ContextDirectory(long time) {
        this.time = time;
    }

    /// Writes the case's `Dockerfile`, `context/` and what its `context.txt` declares.
    static void writeContext(Case test, Path directory) throws IOException, InterruptedException {
        Path dockerfile = test.directory().resolve("Dockerfile");
        var usual = new ContextDirectory(FileList.TIME);
        if (Files.exists(dockerfile)) usual.copyFile(dockerfile, directory.resolve("Dockerfile"));
        write(test, "context", directory);
    }

    /// Writes a directory of the case, and what the list of the same name declares. Modes and times do not depend on how the
    /// case was checked out: 0755 for directories and programs, 0644 for the rest, but where the list says otherwise.
    static void write(Case test, String part, Path directory) throws IOException, InterruptedException {
        new ContextDirectory(part.equals("then") ? LATER : FileList.TIME).write(test.directory(), part, directory);
    }

    private void write(Path from, String part, Path directory) throws IOException, InterruptedException {
        Path plain = from.resolve(part);
        if (Files.isDirectory(plain)) copy(plain, directory);
        Path list = from.resolve(part + ".txt");
        if (!Files.exists(list)) return;
        FileList files = FileList.read(list);
        for (Declared file : files.files()) write(files, file, directory);
        for (Declared file : files.files().reversed()) {
            if (file.kind() == Declared.Kind.DIRECTORY) finish(file, directory.resolve(file.path()));
        }
    }

    private void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) mode(Files.createDirectories(target), 0755);
                else copyFile(path, target);
            }
        }
    }

    private void copyFile(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        mode(to, Files.isExecutable(from) ? 0755 : 0644);
        Files.setLastModifiedTime(to, FileTime.from(time, TimeUnit.SECONDS));
    }

    private void write(FileList files, Declared file, Path root) throws IOException, InterruptedException {
        Path path = root.resolve(file.path());
        switch (file.kind()) {
            case DIRECTORY -> mode(Files.createDirectories(path), 0755);
            case FILE -> Files.write(path, files.content(file));
            case TAR -> {
                Files.write(path, files.archive(file));
                mode(path, file.mode());
                Files.setLastModifiedTime(path, FileTime.from(file.time(time), TimeUnit.SECONDS));
            }
            case SYMLINK -> Files.createSymbolicLink(path, Path.of(file.text()));
            case HARD_LINK -> Files.createLink(path, root.resolve(file.text()));
            case GONE -> Command.output(List.of("rm", "-r", path.toString()), Map.of());
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

    private void finish(Declared file, Path path) throws IOException {
        if (file.options().containsKey("owner")) {
            Files.setAttribute(path, "unix:uid", file.uid(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", file.gid(), LinkOption.NOFOLLOW_LINKS);
        }
        mode(path, file.mode());
        Files.setLastModifiedTime(path, FileTime.from(file.time(time), TimeUnit.SECONDS));
    }

    private static void mode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }
}
