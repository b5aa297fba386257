package slipway.check;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import slipway.check.view.BaseImage;
import slipway.check.view.Given;
import slipway.check.view.PlatformName;
import slipway.check.view.View;
import slipway.diagnostics.Source;
import slipway.dockerfile.parse.Parser;
import slipway.dockerfile.pattern.IgnoreFile;

/// The case folders: a folder for each rule, in it a folder for each case.
///
/// A case is a `Dockerfile`, perhaps a `.dockerignore`, and `findings.txt`. `case.properties` may say what the file is built
/// with: `target`, `platform`, `arg.NAME`, and `base.NAME`, a platform followed by the variables of a base image.
final class CheckCases {

    static final Path FOLDER = Path.of("src/test/resources/cases");

    private CheckCases() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> folders = Files.walk(FOLDER, 2)) {
            return folders.filter(folder -> Files.exists(folder.resolve("Dockerfile"))).sorted().toList();
        }
    }

    static View view(Path folder) {
        try {
            Map<String, String> properties = properties(folder);
            return View.of(Parser.parse(Source.of("Dockerfile", Files.readString(folder.resolve("Dockerfile")))),
                    given(folder, properties));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, String> properties(Path folder) throws IOException {
        var properties = new Properties();
        Path file = folder.resolve("case.properties");
        if (Files.exists(file)) properties.load(new StringReader(Files.readString(file)));
        var sorted = new TreeMap<String, String>();
        properties.forEach((key, value) -> sorted.put((String) key, (String) value));
        return sorted;
    }

    private static Given given(Path folder, Map<String, String> properties) throws IOException {
        var arguments = new LinkedHashMap<String, String>();
        properties.forEach((key, value) -> {
            if (key.startsWith("arg.")) arguments.put(key.substring(4), value);
        });
        Given given = Given.nothing().arguments(arguments)
                .bases((name, _) -> Optional.ofNullable(properties.get("base." + name)).map(CheckCases::base));
        if (properties.containsKey("target")) given = given.target(properties.get("target"));
        if (properties.containsKey("platform")) {
            PlatformName platform = PlatformName.parse(properties.get("platform")).orElseThrow();
            given = given.platforms(platform, PlatformName.LINUX_AMD64);
        }
        Path ignore = folder.resolve(".dockerignore");
        return Files.exists(ignore) ? given.ignored(IgnoreFile.parse(Source.of(".dockerignore", Files.readString(ignore))))
                : given;
    }

    private static BaseImage base(String text) {
        List<String> words = List.of(text.split(" "));
        return new BaseImage(words.getFirst(), words.subList(1, words.size()), List.of(), List.of());
    }
}
