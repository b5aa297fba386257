package slipway.bake.hcl;

import java.util.ArrayList;
import java.util.List;
import slipway.bake.hcl.TemplateToken.Text;

/// What `<<-` takes away: as much space at the beginning of each line as all lines have.
final class Indentation {

    private Indentation() {}

    static List<TemplateToken> removed(List<TemplateToken> tokens) {
        int common = tokens.stream().mapToInt(Indentation::width).min().orElse(0);
        if (common == 0 || common == Integer.MAX_VALUE) return tokens;
        var result = new ArrayList<TemplateToken>();
        for (TemplateToken token : tokens) {
            boolean counts = width(token) != Integer.MAX_VALUE;
            result.add(token instanceof Text(var text, var fresh) && fresh && counts
                    ? new Text(text.substring(common), true) : token);
        }
        return result;
    }

    /// How far a line is indented; what does not begin a line, and lines of space alone, have no say.
    private static int width(TemplateToken token) {
        return switch (token) {
            case Text(var text, var fresh) -> {
                int spaces = text.length() - text.stripLeading().length();
                yield !fresh || spaces == text.length() && text.endsWith("\n") ? Integer.MAX_VALUE : spaces;
            }
            case TemplateToken.Interpolation interpolation -> interpolation.fresh() ? 0 : Integer.MAX_VALUE;
            case TemplateToken.Directive directive -> directive.fresh() ? 0 : Integer.MAX_VALUE;
        };
    }
}
