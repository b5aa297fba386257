package slipway.bake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

/// Finds and reads the files of a definition.
public final class BakeFiles {

    /// Those that are read when none is named, in this order.
    public static final List<String> USUAL = List.of("compose.yaml", "compose.yml", "docker-compose.yml",
            "docker-compose.yaml", "docker-bake.json", "docker-bake.hcl", "docker-bake.override.json",
            "docker-bake.override.hcl");

    private static final int MAX_BYTES = 16 << 20;

    private BakeFiles() {}

    /// The usual files of a directory.
    public static List<Source> found(Path directory) throws IOException {
        var sources = new ArrayList<Source>();
        for (String name : USUAL) {
            if (Files.isRegularFile(directory.resolve(name))) sources.add(read(directory.resolve(name), name));
        }
        if (sources.isEmpty()) throw new SlipwayException.BadInput(Problem.of("there is no definition of targets here")
                .hint("docker-bake.hcl, docker-bake.json and compose.yaml are looked for; name another file with -f"));
        return sources;
    }

    /// Files by name, `-` for standard input.
    public static List<Source> named(List<String> names, Path directory, InputStream input) throws IOException {
        var sources = new ArrayList<Source>();
        for (String given : names) {
            String name = given.startsWith("cwd://") ? given.substring("cwd://".length()) : given;
            if (name.equals("-")) {
                sources.add(source("<stdin>", input.readNBytes(MAX_BYTES + 1)));
                continue;
            }
            Path file = directory.resolve(name);
            if (!Files.isRegularFile(file)) throw new SlipwayException.BadInput(Problem.of("there is no file " + name)
                    .hint("-f is relative to the current directory"));
            sources.add(read(file, name));
        }
        return sources;
    }

    private static Source read(Path file, String name) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return source(name, in.readNBytes(MAX_BYTES + 1));
        }
    }

    private static Source source(String name, byte[] bytes) {
        if (bytes.length > MAX_BYTES) throw new SlipwayException.BadInput(Problem.of(name
                + " is too large for a definition"));
        try {
            return Source.of(name, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new SlipwayException.BadInput(Problem.of(name + " is not UTF-8 text"), e);
        }
    }
}
