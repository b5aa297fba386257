package slipway.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.check.view.BaseImage;
import slipway.check.view.Given;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.pattern.IgnoreFile;

/// The page of a rule, read for its examples.
///
/// A `dockerfile bad` block has a line of carets under each line in which something is wrong. A `dockerfile fixed` block
/// after it is what its fixes make of it. A `dockerfile good` block is a file without findings. `dockerignore` and `base`
/// blocks (`name platform` in each line) hold for all.
record RulePage(String text, List<Example> examples, Given given) {

    enum Kind {
        BAD,
        FIXED,
        GOOD
    }

    /// @param text the file, the carets taken out
    /// @param marked what was above carets
    record Example(Kind kind, String text, List<Span> marked) {}

    static RulePage of(Rule rule) {
        String resource = rule.getClass().getSimpleName() + ".md";
        try (InputStream in = rule.getClass().getResourceAsStream(resource)) {
            if (in == null) throw new AssertionError("there is no page " + resource);
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RulePage read(String text) {
        var examples = new ArrayList<Example>();
        Given given = Given.nothing();
        Optional<String> block = Optional.empty();
        var content = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith("```") && block.isEmpty()) {
                block = Optional.of(line.substring(3));
            } else if (line.equals("```")) {
                String body = content.toString();
                switch (block.orElseThrow()) {
                    case "dockerfile bad" -> examples.add(bad(body));
                    case "dockerfile fixed" -> examples.add(new Example(Kind.FIXED, body, List.of()));
                    case "dockerfile good" -> examples.add(new Example(Kind.GOOD, body, List.of()));
                    case "dockerignore" -> given = given.ignored(IgnoreFile.parse(Source.of(".dockerignore", body)));
                    case "base" -> given = given.bases((name, _) -> base(body, name));
                    default -> throw new AssertionError("a page has no block " + block.get());
                }
                block = Optional.empty();
                content.setLength(0);
            } else if (block.isPresent()) {
                content.append(line).append('\n');
            }
        }
        return new RulePage(text, List.copyOf(examples), given);
    }

    private static Optional<BaseImage> base(String body, String name) {
        return body.lines().filter(line -> line.startsWith(name + " ")).findFirst()
                .map(line -> BaseImage.plain(line.substring(name.length() + 1)));
    }

    private static Example bad(String body) {
        var text = new StringBuilder();
        var marked = new ArrayList<Span>();
        int lineStart = 0;
        for (String line : body.lines().toList()) {
            if (line.matches(" *\\^+")) {
                int start = lineStart + line.indexOf('^');
                int end = Math.min(lineStart + line.length(), text.length() - 1);
                marked.add(new Span(Math.min(start, end), end));
            } else {
                lineStart = text.length();
                text.append(line).append('\n');
            }
        }
        return new Example(Kind.BAD, text.toString(), marked);
    }
}
