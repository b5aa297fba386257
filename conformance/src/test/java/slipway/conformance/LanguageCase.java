package slipway.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A small Dockerfile that says something about the language, in one of the files of `language/`: a line
/// `=== NAME [ARG=VALUE…] [target=STAGE] [| why another builder differs]`, and the Dockerfile after it.
///
/// What an editor would not keep is written as a name between `@`: `@CR@`, `@BOM@`, `@NBSP@`, `@VT@`, and `@NONL@` for the
/// absence of the line break that follows.
record LanguageCase(String file, String name, Map<String, String> arguments, Optional<String> target,
        Optional<String> difference, String dockerfile) {

    private static final Map<String, String> SIGNS = Map.of("@CR@", "\r", "@BOM@", "\ufeff", "@NBSP@", "\u00a0", "@VT@",
            "\u000b", "@TAB@", "\t", "@NONL@\n", "");

    static List<LanguageCase> all() throws IOException {
        try (Stream<Path> files = Files.list(Case.home().resolve("language"))) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().flatMap(LanguageCase::of).toList();
        }
    }

    private static Stream<LanguageCase> of(Path file) {
        try {
            String name = file.getFileName().toString().replace(".txt", "");
            return Stream.of(Files.readString(file).split("(?m)^=== ")).skip(1).map(text -> of(name, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LanguageCase of(String file, String text) {
        int end = text.indexOf('\n');
        String[] head = text.substring(0, end).split(" \\| ", 2);
        List<String> words = List.of(head[0].split(" "));
        var arguments = new LinkedHashMap<String, String>();
        for (String word : words.subList(1, words.size())) {
            arguments.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
        }
        Optional<String> target = Optional.ofNullable(arguments.remove("target"));
        String dockerfile = text.substring(end + 1);
        for (var sign : SIGNS.entrySet()) dockerfile = dockerfile.replace(sign.getKey(), sign.getValue());
        return new LanguageCase(file, words.getFirst(), arguments, target,
                head.length == 1 ? Optional.empty() : Optional.of(head[1]), dockerfile);
    }

    /// The words of a command line.
    List<String> options() {
        var words = new ArrayList<String>();
        arguments.forEach((key, value) -> words.addAll(List.of("--build-arg", key + "=" + value)));
        target.ifPresent(stage -> words.addAll(List.of("--target", stage)));
        return words;
    }
}
