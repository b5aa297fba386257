package slipway.dockerfile.pattern;

import java.util.List;
import java.util.stream.Stream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.match.Glob;

/// A pattern of paths as `COPY` and `ADD` know it: Go's `filepath.Match`.
///
/// `*` and `?` stand for characters of one name, dots at its beginning included; `[a-z]` and `[^a-z]` for one character; `\`
/// takes a wildcard's meaning away. With [#withDoubleStar], as under `--parents`, `**` stands for directories.
public final class PathPattern {

    private final String text;
    private final Glob glob;

    private PathPattern(String text, PatternReader.DoubleStar doubleStar) {
        this.text = text;
        try {
            this.glob = PatternReader.compile(text, doubleStar);
        } catch (BadPattern bad) {
            throw new SlipwayException.BadInput(Problem.of("not a pattern: " + text + ": " + bad.reason()), bad);
        }
    }

    /// Compiles a pattern. A bad one is a [SlipwayException.BadInput] without a place, which the caller may know.
    public static PathPattern of(String text) {
        return new PathPattern(text, PatternReader.DoubleStar.AS_ONE);
    }

    public static PathPattern withDoubleStar(String text) {
        return new PathPattern(text, PatternReader.DoubleStar.DIRECTORIES);
    }

    /// Whether it is more than one path.
    public boolean hasWildcards() {
        return PatternReader.hasWildcards(text);
    }

    /// Whether the pattern stands for this path, as a whole.
    public boolean matches(String path) {
        return glob.matches(path);
    }

    /// Whether it may stand for something below this directory.
    public boolean mayMatchBelow(String directory) {
        return glob.mayMatchBeyond(directory.isEmpty() ? "" : directory + "/");
    }

    /// The path that a pattern without wildcards stands for: itself without escapes.
    public String literal() {
        var path = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length()) i++;
            path.append(text.charAt(i));
        }
        return path.toString();
    }

    /// The patterns of its names, to walk a directory at a time.
    public List<PathPattern> names() {
        return Stream.of(text.split("/")).filter(name -> !name.isEmpty()).map(PathPattern::of).toList();
    }

    @Override
    public String toString() {
        return text;
    }
}
