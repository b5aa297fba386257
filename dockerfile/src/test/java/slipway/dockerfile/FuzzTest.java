package slipway.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.ProblemPrinter;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.expand.Expansion;
import slipway.dockerfile.parse.Parser;

/// Whatever the text, it gives a tree that prints back, or an error with a place inside it.
final class FuzzTest {

    private static final int ROUNDS = Integer.getInteger("slipway.fuzz.rounds", 20_000);
    private static final String ODD = "\\`\"'#$ {}[]<>-=,:\n\r\t\u000b\u0085\u00a0\ufeff\u2028é😀aR0|&/*?%";
    private static final List<String> PARTS = List.of("<<EOF", "\nEOF\n", "--", "--mount=", "${", ":-", "\\\n", "`\n",
            "# escape=`\n", "ONBUILD ", "RUN ", "COPY ", "[\"", "\"]", "FROM a\n", "HEALTHCHECK CMD ", "\r\n", "=", "\n\n",
            "# x\n", "ENV ");

    @Test
    void mutatedCases() throws IOException {
        long seed = Long.getLong("slipway.fuzz.seed", new Random().nextLong());
        var random = new Random(seed);
        var corpus = new ArrayList<String>();
        for (Path folder : Cases.all()) corpus.add(Cases.dockerfile(folder));
        int trees = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var text = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
            for (int i = random.nextInt(4); i >= 0; i--) mutate(text, corpus, random);
            trees += check(text.toString(), "seed " + seed + ", round " + round);
        }
        assertThat(trees).as("texts that parse, seed " + seed).isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    private static void mutate(StringBuilder text, List<String> corpus, Random random) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(5)) {
            case 0 -> text.insert(at, ODD.charAt(random.nextInt(ODD.length())));
            case 1 -> text.insert(at, PARTS.get(random.nextInt(PARTS.size())));
            case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(5)));
            case 3 -> {
                String other = corpus.get(random.nextInt(corpus.size()));
                int start = random.nextInt(other.length() + 1);
                text.insert(at, other, start, Math.min(other.length(), start + random.nextInt(40)));
            }
            default -> {
                if (at < text.length()) text.setCharAt(at, ODD.charAt(random.nextInt(ODD.length())));
            }
        }
    }

    private static int check(String text, String why) {
        String shown = why + "\n" + text;
        var source = Source.of("Dockerfile", text);
        try {
            Dockerfile file = Parser.parse(source);
            assertThat(Printer.print(file)).as(shown).isEqualTo(text);
            spansAreNested(file, shown);
            expand(file);
            return 1;
        } catch (SlipwayException.BadInput bad) {
            Span span = bad.problem().location().orElseThrow(() -> new AssertionError("no place: " + shown, bad)).span();
            assertThat(span.end()).as(shown).isLessThanOrEqualTo(text.length());
            assertThat(new ProblemPrinter(ProblemPrinter.Colour.PLAIN).print("error", bad.problem())).isNotBlank();
            return 0;
        } catch (RuntimeException | StackOverflowError bug) {
            throw new AssertionError(shown, bug);
        }
    }

    private static void spansAreNested(Dockerfile file, String why) {
        for (Instruction instruction : file.instructions()) {
            Span whole = instruction.span();
            for (Flag flag : instruction.flags()) {
                assertThat(flag.span().start()).as(why).isBetween(whole.start(), whole.end());
                assertThat(flag.span().end()).as(why).isBetween(whole.start(), whole.end());
            }
            assertThat(file.source().text(instruction.keyword().span()).replaceAll("[\\\\`\\s]|#.*", "")).as(why)
                    .isEqualToIgnoringCase(instruction.keyword().text());
        }
    }

    /// Expansion of anything a file may hold gives a text or a problem.
    private static void expand(Dockerfile file) {
        var expansion = Expansion.of(file, name -> name.length() % 2 == 0 ? Optional.of("x y") : Optional.empty());
        for (Instruction instruction : file.instructions()) {
            try {
                expansion.expand(new Word(instruction.head().text(), instruction.span()));
            } catch (SlipwayException.BadInput bad) {
                Span place = bad.problem().location().orElseThrow().span();
                assertThat(place.end()).isLessThanOrEqualTo(file.source().text().length());
            }
        }
    }
}
