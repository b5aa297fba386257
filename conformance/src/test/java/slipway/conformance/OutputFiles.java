package slipway.conformance;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import slipway.image.json.Json;

/// What a build wrote to its directory for outputs: images, trees of files as a directory or a tar, other files as text.
///
/// @param neutral takes out of a text what is another one in each run
record OutputFiles(Path directory, UnaryOperator<String> neutral) {

    /// The image that is asked for where a case does not ask for anything: its facts have no prefix.
    static final String ONLY_IMAGE = "image.tar";

    ImageView view() throws IOException {
        var view = ImageView.empty();
        for (Path file : list(directory)) {
            String name = file.getFileName().toString();
            view.addAll(name.equals(ONLY_IMAGE) ? "" : name + ": ", of(file));
        }
        return view;
    }

    private ImageView of(Path file) throws IOException {
        boolean isDirectory = Files.isDirectory(file);
        Map<String, byte[]> files = isDirectory ? layout(file) : isTar(file) ? members(Files.readAllBytes(file)) : Map.of();
        if (ImageFiles.are(files)) return new ImageFiles(files).view();
        var view = ImageView.empty();
        if (isDirectory) {
            view.addFiles(new DirectoryFiles(file).facts());
        } else if (!files.isEmpty() || isTar(file)) {
            var tar = new LayeredFiles();
            tar.add(new ByteArrayInputStream(Files.readAllBytes(file)));
            view.addFiles(tar.facts());
        } else if (file.toString().endsWith(".json")) {
            leaves("", Json.parse(Files.readAllBytes(file)), view);
        } else {
            view.add("text", "", neutral.apply(Files.readString(file)));
        }
        return view;
    }

    /// A fact for each value in a JSON text.
    private void leaves(String path, Json value, ImageView view) {
        switch (value) {
            case Json.Obj(var members) -> members.forEach((key, member) -> leaves(path + "/" + key, member, view));
            case Json.Arr(var items) -> {
                for (int i = 0; i < items.size(); i++) leaves(path + "/" + i, items.get(i), view);
            }
            case Json.Str(var text) -> view.add("json " + path, "", neutral.apply(text));
            case Json.Num _, Json.Bool _, Json.Null _ -> view.add("json " + path, "", value.toText());
        }
    }

    private static boolean isTar(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            byte[] start = in.readNBytes(512);
            boolean isUstar = start.length == 512 && new String(start, 257, 5).equals("ustar");
            boolean isEmpty = Files.size(file) >= 1024 && Stream.of(start).allMatch(bytes -> allZero(bytes));
            return isUstar || isEmpty;
        }
    }

    private static boolean allZero(byte[] bytes) {
        for (byte b : bytes) if (b != 0) return false;
        return true;
    }

    /// The files of a directory that is an OCI layout.
    private static Map<String, byte[]> layout(Path root) throws IOException {
        if (!Files.exists(root.resolve("oci-layout"))) return Map.of();
        var files = new HashMap<String, byte[]>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    /// The files of a tar. What is in it twice can be a link the second time.
    static Map<String, byte[]> members(byte[] bytes) throws IOException {
        var files = new HashMap<String, byte[]>();
        var links = new LinkedHashMap<String, String>();
        var tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes), "UTF-8");
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path path = Path.of(entry.getName());
            Path target = path.resolveSibling(entry.getLinkName()).normalize();
            if (entry.isSymbolicLink()) links.put(path.toString(), target.toString());
            else if (entry.isFile()) files.put(entry.getName(), tar.readAllBytes());
        }
        links.forEach((name, target) -> {
            if (files.containsKey(target)) files.put(name, files.get(target));
        });
        return files;
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) return List.of();
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
