package slipway.bake.hcl;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import slipway.bake.hcl.Expression.TemplatePart;
import slipway.bake.hcl.TemplateToken.Directive;
import slipway.bake.hcl.TemplateToken.Head;
import slipway.bake.hcl.TemplateToken.Kind;

/// Finds the ends of `if` and `for` among the pieces of a template.
final class TemplateTree {

    private final Cursor cursor;
    private final List<TemplateToken> tokens;
    private int at;

    TemplateTree(Cursor cursor, List<TemplateToken> tokens) {
        this.cursor = cursor;
        this.tokens = tokens;
    }

    List<TemplatePart> parts() {
        List<TemplatePart> parts = until(EnumSet.noneOf(Kind.class));
        if (at < tokens.size() && tokens.get(at) instanceof Directive directive) {
            throw refuse(directive, directive.kind().word() + " without a beginning",
                    "there is no if or for that it belongs to");
        }
        return parts;
    }

    /// Parts up to one of these directives, or to any that ends something.
    private List<TemplatePart> until(Set<Kind> ends) {
        cursor.enter();
        var parts = new ArrayList<TemplatePart>();
        while (at < tokens.size()) {
            TemplateToken token = tokens.get(at);
            if (token instanceof Directive directive && isEnd(directive, ends)) break;
            at++;
            switch (token) {
                case TemplateToken.Text(var text, var _) -> {
                    if (!text.isEmpty()) parts.add(new TemplatePart.Text(text));
                }
                case TemplateToken.Interpolation(var value, var _) -> parts.add(new TemplatePart.Interpolation(value));
                case Directive directive -> parts.add(part(directive));
            }
        }
        cursor.leave();
        return parts;
    }

    private static boolean isEnd(Directive directive, Set<Kind> ends) {
        return ends.contains(directive.kind()) || directive.kind() != Kind.IF && directive.kind() != Kind.FOR;
    }

    private TemplatePart part(Directive directive) {
        Head head = directive.head().orElseThrow();
        if (directive.kind() == Kind.FOR) {
            List<TemplatePart> body = until(EnumSet.of(Kind.ENDFOR));
            expect(Kind.ENDFOR, directive);
            return new TemplatePart.Repeat(head.keyName(), head.valueName().orElseThrow(), head.value(), body);
        }
        List<TemplatePart> yes = until(EnumSet.of(Kind.ELSE, Kind.ENDIF));
        List<TemplatePart> no = List.of();
        if (next().filter(found -> found.kind() == Kind.ELSE).isPresent()) {
            at++;
            no = until(EnumSet.of(Kind.ENDIF));
        }
        expect(Kind.ENDIF, directive);
        return new TemplatePart.If(head.value(), yes, no);
    }

    private Optional<Directive> next() {
        return at < tokens.size() && tokens.get(at) instanceof Directive directive ? Optional.of(directive)
                : Optional.empty();
    }

    private void expect(Kind kind, Directive beginning) {
        Optional<Directive> found = next();
        if (found.isEmpty()) throw refuse(beginning, beginning.kind().word() + " without an end",
                "end it with %{ " + kind.word() + " }");
        if (found.get().kind() != kind) throw refuse(found.get(), "expected " + kind.word() + ", found "
                + found.get().kind().word(), "the " + beginning.kind().word() + " before it is still open");
        at++;
    }

    private slipway.diagnostics.SlipwayException.BadInput refuse(Directive directive, String message, String hint) {
        return cursor.refuse(directive.start(), directive.end(), message, hint);
    }
}
