package slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.Location;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

/// Whatever the text is, reading it ends, and ends in a definition or in an error at a place inside of it.
class FuzzTest {

    private static final int ROUNDS = 1500;
    private static final List<String> PIECES = List.of("{", "}", "[", "]", "(", ")", "\"", "${", "%{", "~}", "}", "$${", "<<EOT\n",
            "EOT\n", "<<-E\n", "=", "==", "=>", "...", ".", ".*", "[*]", ",", ":", "?", "\n", "for ", " in ", "if ", "else", "endif",
            "endfor", "x", "target", "\"a\"", "1", "1e9", "null", "true", "-", "!", "&&", "||", "#", "//", "/*", "*/", "\\", "\\u12",
            "\u2028", "\ud800", "é", "\t", "\r\n", "upper(", "target.a.tags", "try(", "convert(1,list(", "$", "0x", "..");

    private static final List<Source> SEEDS = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        for (BakeCase one : BakeCase.all()) {
            try (Stream<Path> files = Files.list(one.folder())) {
                for (Path file : files.filter(path -> path.toString().matches(".*\\.(hcl|yaml|json)")).sorted().toList()) {
                    String text = Files.readString(file);
                    if (!file.endsWith("expected.json") && text.length() < 4000) {
                        SEEDS.add(Source.of(file.getFileName().toString(), text));
                    }
                }
            }
        }
        assertThat(SEEDS).hasSizeGreaterThan(20);
    }

    @Test
    void damagedFilesAreReadOrRefused() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Source whole = SEEDS.get(random.nextInt(SEEDS.size()));
            check(seed, Source.of(whole.name(), damaged(whole.text(), random)));
        }
    }

    @Test
    void piecesAreReadOrRefused() {
        long seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var text = new StringBuilder(random.nextBoolean() ? "target \"default\" {\n  args = { v = " : "");
            for (int i = random.nextInt(12); i >= 0; i--) text.append(PIECES.get(random.nextInt(PIECES.size())));
            check(seed, Source.of(random.nextInt(5) == 0 ? "x.json" : "x.hcl", text.toString()));
        }
    }

    private static String damaged(String text, Random random) {
        var damaged = new StringBuilder(text);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(damaged.length() + 1);
            int end = Math.min(damaged.length(), at + random.nextInt(6));
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            switch (random.nextInt(4)) {
                case 0 -> damaged.insert(at, piece);
                case 1 -> damaged.delete(at, end);
                case 2 -> damaged.replace(at, end, piece);
                default -> damaged.insert(at, damaged.substring(Math.min(at, end), end));
            }
        }
        return damaged.toString();
    }

    private static void check(long seed, Source source) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            try {
                var surroundings = new Surroundings(java.util.Map.of("TAG", "x"), java.util.Map.of(), java.util.Optional.empty(),
                        "linux/amd64", java.time.InstantSource.system());
                Bake.read(List.of(source), surroundings).resolve(List.of("default"), List.of()).print();
            } catch (SlipwayException.BadInput e) {
                e.problem().location().ifPresent(place -> assertInside(seed, source, place));
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + "\n" + source.text(), e);
            }
        });
    }

    private static void assertInside(long seed, Source source, Location place) {
        assertThat(place.span().end()).as("seed " + seed + "\n" + source.text())
                .isLessThanOrEqualTo(place.source().text().length());
    }
}
