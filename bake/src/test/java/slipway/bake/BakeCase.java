package slipway.bake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.diagnostics.ProblemPrinter;
import slipway.diagnostics.ProblemPrinter.Colour;
import slipway.diagnostics.SlipwayException;

/// A folder with a definition, arguments and an environment, and what comes of it.
record BakeCase(Path folder) {

    private static final Path FOLDERS = Path.of("src/test/resources/cases");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

    static List<BakeCase> all() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDERS)) {
            return folders.filter(Files::isDirectory).sorted().map(BakeCase::new).toList();
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    /// What `--print` gives, or the error as it is printed.
    String run() throws IOException {
        try {
            return read().resolve(names(), sets()).print() + "\n";
        } catch (SlipwayException e) {
            return new ProblemPrinter(Colour.PLAIN).print("error", e.problem());
        }
    }

    Bake read() throws IOException {
        List<String> files = options("-f");
        return Bake.read(files.isEmpty() ? BakeFiles.found(folder) : BakeFiles.named(files, folder, InputStream.nullInputStream()),
                surroundings());
    }

    Surroundings surroundings() throws IOException {
        Map<String, String> environment = new LinkedHashMap<>(Map.of("HOME", "/root", "PATH", "/usr/bin:/bin"));
        for (String line : lines("env")) {
            environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        Path dotEnv = folder.resolve("dotenv");
        return new Surroundings(environment, Map.of(), Files.exists(dotEnv) ? Optional.of(Files.readString(dotEnv))
                : Optional.empty(), "linux/amd64", CLOCK);
    }

    private List<String> names() throws IOException {
        var names = new ArrayList<String>();
        List<String> arguments = lines("args");
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).startsWith("-")) i++;
            else names.add(arguments.get(i));
        }
        return names.isEmpty() ? List.of("default") : names;
    }

    private List<String> sets() throws IOException {
        return options("--set");
    }

    private List<String> options(String option) throws IOException {
        var values = new ArrayList<String>();
        List<String> arguments = lines("args");
        for (int i = 0; i + 1 < arguments.size(); i++) if (arguments.get(i).equals(option)) values.add(arguments.get(i + 1));
        return values;
    }

    private List<String> lines(String file) throws IOException {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }
}
