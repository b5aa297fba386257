package slipway.bake.compose;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;

/// Reads a file `.env`: a variable a line, values in quotes where they need them.
final class DotEnv {

    private static final Pattern LINE = Pattern.compile(
            "(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \\t]*"
                    + "(?:[=:][ \\t]*(?:'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\n]*))|(?=\\n|$))",
            Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("(^|[ \\t])#.*$");

    private DotEnv() {}

    /// @param before variables that are known already; they can be used, and are not changed
    static Map<String, String> read(String text, Map<String, String> before) {
        Source source = Source.of(".env", text.replace("\r\n", "\n"));
        var variables = new LinkedHashMap<String, String>(before);
        Matcher lines = LINE.matcher(source.text());
        int at = 0;
        while (at < source.text().length()) {
            char c = source.text().charAt(at);
            if (c == '#') at = endOfLine(source.text(), at);
            else if (Character.isWhitespace(c) || c == '\uFEFF') at++;
            else {
                lines.region(at, source.text().length());
                if (!lines.lookingAt()) throw wrong(source, at, "not a variable; write NAME=value");
                put(source, lines, variables);
                at = Math.max(at + 1, lines.group(4) == null ? endOfLine(source.text(), lines.end()) : lines.end());
            }
        }
        return variables;
    }

    private static void put(Source source, Matcher line, Map<String, String> variables) {
        String name = line.group(1);
        if (line.group(2) == null && line.group(3) == null && line.group(4) == null) return;
        try {
            String value = line.group(2) != null ? line.group(2)
                    : line.group(3) != null ? Interpolation.fill(unescaped(line.group(3)), variables, _ -> {})
                            : Interpolation.fill(COMMENT.matcher(line.group(4)).replaceFirst("").strip(), variables, _ ->
                                    {});
            variables.putIfAbsent(name, value);
        } catch (Interpolation.Invalid e) {
            throw wrong(source, line.start(), e.getMessage());
        }
    }

    private static String unescaped(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case '$' -> out.append("$$");
                case '"', '\\' -> out.append(escaped);
                default -> out.append('\\').append(escaped);
            }
        }
        return out.toString();
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static SlipwayException.BadInput wrong(Source source, int at, String message) {
        return new SlipwayException.BadInput(Problem.at(source, new Span(at, endOfLine(source.text(), at)), message));
    }
}
