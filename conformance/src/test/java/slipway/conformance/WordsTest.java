package slipway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Word;
import slipway.dockerfile.expand.Expansion;
import slipway.image.ImageConfig;
import slipway.image.json.Json;

/// Made-up words with variables in all their forms, expanded by Slipway and, all in one build, by BuildKit.
///
/// `-Dseed=7` makes others, `-Dwords=2000` makes more. What Slipway refuses is left out: one such word would spoil the build.
class WordsTest {

    private static final Map<String, String> VALUES = Map.of("v", "value", "e", "", "p", "a/b/c.tar.gz", "two", "80 443",
            "star", "a*b*c", "n_1", "under", "q", "a'b\"c", "bs", "a\\b}c", "x", "${v}");
    private static final List<String> NAMES = List.of("v", "e", "u", "p", "two", "star", "n_1", "q", "bs", "1", "@", "x");
    private static final List<String> OPERATORS =
            List.of(":-", ":+", ":?", "-", "+", "?", "#", "##", "%", "%%", "/", "//", ":", ":=", "@");
    private static final List<String> LITERALS = List.of("a", "b", ".", "/", "-", "*", "?", "[a]", "é", " ", "\\\\", "\\$",
            "\\\"", "\\'", "\\}", "\\*", "\\/", "$", "{", "}", ":", "#", "%", "+", "=", "<", "<<", "|", "&", ";", "(", "~",
            "😀", "tar", "value");

    @TempDir
    Path directory;

    private final Random random = new Random(Long.getLong("seed", 1));

    @Test
    void wordsExpandToTheSameTexts() throws Exception {
        Optional<DockerEngine> docker = DockerEngine.find();
        assumeTrue(docker.isPresent(), "no docker buildx answers");
        var expected = new LinkedHashMap<String, String>();
        while (expected.size() < Integer.getInteger("words", 400)) {
            String word = word(0, 4).strip();
            if (!word.isEmpty() && !word.endsWith("\\")) expanded(word).ifPresent(text -> expected.put(word, text));
        }
        List<String> words = List.copyOf(expected.keySet());
        List<String> actual = built(docker.get(), words);
        var differences = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            String ours = expected.get(words.get(i));
            if (!actual.get(i).equals(ours)) differences.add(words.get(i) + " is " + actual.get(i) + " and not " + ours);
        }
        assertThat(differences).as("seed " + Long.getLong("seed", 1)).isEmpty();
    }

    private static Optional<String> expanded(String word) {
        try {
            var expansion = Expansion.of(Source.of("word", word), '\\', name -> Optional.ofNullable(VALUES.get(name)));
            return Optional.of(expansion.text(new Word(word, new Span(0, word.length()))));
        } catch (SlipwayException.BadInput refused) {
            return Optional.empty();
        }
    }

    /// The values of as many variables, each set to one of the words.
    private List<String> built(DockerEngine engine, List<String> words) throws Exception {
        var dockerfile = new StringBuilder("FROM scratch\n");
        VALUES.forEach((name, value) -> dockerfile.append("ARG ").append(name).append("='")
                .append(value.replace("'", "'\"'\"'")).append("'\n"));
        for (int i = 0; i < words.size(); i++) {
            dockerfile.append("ENV w").append(i).append(' ').append(words.get(i)).append('\n');
        }
        Files.writeString(directory.resolve("Dockerfile"), dockerfile);
        Path out = directory.resolve("image.tar");
        List<String> command = List.of("build", "-o", "type=oci,dest=" + out, ".");
        Command.Answer answer = engine.run(new Engine.Call(directory, command, Map.of(), new byte[0]));
        assertThat(answer.succeeded()).as("refused by one, seed " + Long.getLong("seed", 1) + ": " + answer.err()).isTrue();
        Map<String, byte[]> files = OutputFiles.members(Files.readAllBytes(out));
        var index = (Json.Obj) Json.parseObject(files.get("index.json")).array("manifests").getFirst();
        Json.Obj manifest = Json.parseObject(files.get(name(index)));
        ImageConfig config = ImageConfig.parse(files.get(name(manifest.object("config"))));
        var values = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) values.add(config.run().variable("w" + i).orElseThrow());
        return values;
    }

    private static String name(Json.Obj descriptor) {
        return "blobs/" + descriptor.string("digest").orElseThrow().replace(':', '/');
    }

    private String word(int depth, int pieces) {
        var word = new StringBuilder();
        for (int i = random.nextInt(pieces + 1); i > 0; i--) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3, 4 -> word.append(any(LITERALS));
                case 5, 6, 7 -> word.append(depth < 4 ? variable(depth) : "");
                case 8 -> word.append('"').append(word(depth + 1, 2).replace("\"", "")).append('"');
                default -> word.append('\'').append(word(depth + 1, 2).replace("'", "")).append('\'');
            }
        }
        return word.toString();
    }

    private String variable(int depth) {
        String name = any(NAMES);
        return switch (random.nextInt(6)) {
            case 0 -> "$" + name;
            case 1 -> "${" + name + "}";
            default -> {
                String operator = any(OPERATORS);
                String end = operator.startsWith("/") ? "/" + word(depth + 1, 2) : "";
                yield "${" + name + operator + word(depth + 1, 3) + end + "}";
            }
        };
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
