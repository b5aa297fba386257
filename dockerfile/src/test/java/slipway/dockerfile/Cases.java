package slipway.dockerfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The case folders: a Dockerfile each, and what becomes of it.
final class Cases {

    static final Path FOLDER = Path.of("src/test/resources/cases");

    private Cases() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    static String dockerfile(Path folder) throws IOException {
        return Files.readString(folder.resolve("Dockerfile"));
    }
}
