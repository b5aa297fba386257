package slipway.dockerfile.parse;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Word;

/// Which language a file is written in: what its `syntax` directive names, if it has one.
///
/// Other builders load a frontend from an image of that name. Here the Dockerfile language is built in, all of it, so any
/// name that stands for it will do, whatever its version; a name that stands for something else is an error.
public final class Syntax {

    /// The value of the build argument `BUILDKIT_SYNTAX` and of the directive that mean the built-in language.
    private static final String BUILT_IN = "dockerfile.v0";

    private static final Pattern DOCKERFILE =
            Pattern.compile("(?:[^\\s@]+/)?docker/dockerfile(?:-upstream)?(?::\\w[\\w.-]*)?(?:@[a-z0-9]+:[0-9a-f]+)?");
    private static final Pattern C_STYLE =
            Pattern.compile("//[ \\t\\f\\r]*(?i:syntax)[ \\t\\f\\r]*=[ \\t\\f\\r]*(\\S+)");
    private static final Pattern JSON_STYLE = Pattern.compile("\\{[^{}]*\"syntax\"\\s*:\\s*\"([^\"\\\\]*)\"[^{}]*}");
    private static final String HINT =
            "the Dockerfile language is built in; a file in another language needs the builder of that language";

    private Syntax() {}

    /// The name that the file gives its language, with its place: of `# syntax=…` at the top, of `//syntax=…` on the
    /// first line, or of a file that is a JSON object.
    public static Optional<Word> find(Source source) {
        Optional<Word> directive = Directives.find(source, "syntax");
        if (directive.isPresent()) return directive.map(Syntax::firstWord);
        String text = source.text().stripTrailing();
        int start = Math.min(start(text), text.length());
        Matcher cStyle = C_STYLE.matcher(text).region(start, text.length());
        if (cStyle.lookingAt()) return Optional.of(word(cStyle));
        if (!text.startsWith("{", start)) return Optional.empty();
        Matcher json = JSON_STYLE.matcher(text).region(start, text.length());
        return json.matches() ? Optional.of(word(json)) : Optional.empty();
    }

    /// Makes sure that the file is in the language that is built in.
    ///
    /// @throws SlipwayException.BadInput that points at the name of the other language
    public static void check(Source source) {
        find(source).filter(name -> !isBuiltIn(name.text())).ifPresent(name -> {
            throw new SlipwayException.BadInput(
                    Problem.at(source, name.span(), "the syntax " + name + " is not built in").hint(HINT));
        });
    }

    /// The same, where somebody says beside the file which language it is in: the build argument `BUILDKIT_SYNTAX`.
    ///
    /// @throws SlipwayException.Usage when that is another language
    public static void check(Source source, String override) {
        String name = override.strip().split("\\s", 2)[0];
        if (name.isEmpty()) {
            check(source);
        } else if (!isBuiltIn(name)) {
            throw new SlipwayException.Usage(
                    Problem.of("BUILDKIT_SYNTAX asks for " + name + ", which is not built in").hint(HINT));
        }
    }

    private static boolean isBuiltIn(String name) {
        return name.equals(BUILT_IN) || DOCKERFILE.matcher(name).matches();
    }

    /// After a byte order mark and a line that begins with `#!`.
    private static int start(String text) {
        int start = text.startsWith("\ufeff") ? 1 : 0;
        if (!text.startsWith("#!", start)) return start;
        int feed = text.indexOf('\n', start);
        return feed < 0 ? text.length() : feed + 1;
    }

    /// What follows the first word is for the frontend to read, which no frontend does.
    private static Word firstWord(Word value) {
        int end = value.text().indexOf(' ');
        if (end < 0) return value;
        return new Word(value.text().substring(0, end), new Span(value.span().start(), value.span().start() + end));
    }

    private static Word word(Matcher matcher) {
        return new Word(matcher.group(1), new Span(matcher.start(1), matcher.end(1)));
    }
}
