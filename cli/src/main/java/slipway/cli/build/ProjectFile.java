package slipway.cli.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import slipway.compose.yaml.YamlNode;
import slipway.diagnostics.Location;
import slipway.diagnostics.Source;

/// `.slipway.yaml` in the root of a context: what every build of the project is given.
///
/// ```yaml
/// contexts:
///   toolchain: compose:builtin/toolchain-c
///   base: compose:base.yaml
/// ```
///
/// @param directory where the file is, which relative paths in it start from
/// @param contexts as with `--build-context NAME=VALUE`, which wins
record ProjectFile(Path directory, SequencedMap<String, Setting> contexts) {

    private static final String NAME = ".slipway.yaml";

    /// A value and where it stands.
    record Setting(String value, Location location) {}

    /// The project file of a directory; one without settings where there is none.
    static ProjectFile of(Optional<Path> directory) throws IOException {
        var contexts = new LinkedHashMap<String, Setting>();
        if (directory.isEmpty() || !Files.isRegularFile(directory.get().resolve(NAME))) return new ProjectFile(Path.of("")
                .toAbsolutePath(), contexts);
        Path file = directory.get().resolve(NAME);
        YamlNode.Mapping root = YamlNode.parse(Source.of(file.getFileName().toString(), Files.readString(file)))
                .asMapping("a project file").only(List.of("contexts"));
        root.member("contexts").ifPresent(node -> node.asMapping("contexts").pairs().forEach(pair -> {
            YamlNode.Scalar value = pair.value().asScalar("a context");
            contexts.put(pair.key().text(), new Setting(value.text(), value.location()));
        }));
        return new ProjectFile(directory.get(), contexts);
    }
}
