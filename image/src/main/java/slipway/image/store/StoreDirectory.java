package slipway.image.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;

/// What the directory of a store must look like: made when it is not there, refused when it is something else.
final class StoreDirectory {

    private static final List<String> OWN_FILES = List.of("oci-layout", "index.json", "blobs", "tmp", "lock");

    private StoreDirectory() {}

    /// Makes the directory, or checks that it is ours to use.
    ///
    /// @return its real path
    static Path prepare(Path root) throws IOException {
        if (!Files.isDirectory(root)) create(root.toAbsolutePath());
        Path real = root.toRealPath();
        if (Files.exists(real.resolve("oci-layout"))) checkLayout(real);
        else checkUnused(real);
        return real;
    }

    static boolean isComplete(Path root) {
        return Stream.of("oci-layout", "index.json", "blobs/sha256", "tmp")
                .allMatch(name -> Files.exists(root.resolve(name)));
    }

    static void makeRooms(Path root) throws IOException {
        Files.createDirectories(root.resolve("tmp"));
        Files.createDirectories(root.resolve("blobs/sha256"));
    }

    /// The files of an empty layout. The one that says that it is a layout comes last.
    static SequencedMap<String, byte[]> firstFiles() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("index.json", LayoutIndex.empty().toBytes());
        files.put("oci-layout", LayoutIndex.LAYOUT_FILE.getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /// Nobody else may look in: the file trees of images hold set-id programs of who knows what age.
    private static void create(Path root) throws IOException {
        try {
            Path parent = root.getParent();
            if (parent != null) Files.createDirectories(parent);
            Files.createDirectory(root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(root)) return;
            throw new SlipwayException.BadInput(Problem.of("the store cannot be made: " + e.getFile() + " is a file"), e);
        }
    }

    private static boolean isOurs(String name) {
        return OWN_FILES.contains(name) || Arrays.stream(Room.values()).anyMatch(room -> room.directory().equals(name));
    }

    private static void checkUnused(Path root) throws IOException {
        try (Stream<Path> children = Files.list(root)) {
            Optional<String> stranger = children.map(child -> child.getFileName().toString())
                    .filter(name -> !isOurs(name))
                    .sorted()
                    .findFirst();
            if (stranger.isPresent()) {
                Problem problem = Problem.of("not a store: " + root + " holds other things, such as " + stranger.get());
                throw new SlipwayException.BadInput(problem.hint("name an empty directory or one that does not exist"));
            }
        }
    }

    /// @throws SlipwayException.CorruptData when `oci-layout` is not of version 1
    static void checkLayout(Path root) throws IOException {
        byte[] text = Files.readAllBytes(root.resolve("oci-layout"));
        try {
            String version = Json.parseObject(text).string("imageLayoutVersion").orElse("");
            if (version.startsWith("1.")) return;
            throw new SlipwayException.CorruptData(Problem.of(root + " is an image layout of version \"" + version
                    + "\"; version 1 is known"));
        } catch (InvalidJson e) {
            Problem problem = Problem.of("oci-layout in " + root + " is damaged: " + e.getMessage());
            throw new SlipwayException.CorruptData(problem, e);
        }
    }
}
