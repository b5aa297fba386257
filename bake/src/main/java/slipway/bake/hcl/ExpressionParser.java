package slipway.bake.hcl;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.bake.hcl.Expression.Operator;
import slipway.diagnostics.Location;

/// Reads expressions, by descent: the conditional binds least, then the operators by their binding, then what follows a
/// term (`.name`, `[key]`, splats), then terms.
final class ExpressionParser {

    private static final int MAX_EXPONENT = 1000;

    private final Cursor cursor;
    private final CollectionParser collections;
    private final TemplateParser templates;

    ExpressionParser(Cursor cursor) {
        this.cursor = cursor;
        this.collections = new CollectionParser(cursor, this);
        this.templates = new TemplateParser(cursor, this);
    }

    /// An expression that is all there is.
    Expression whole() {
        cursor.skipBreaks();
        Expression expression = expression();
        cursor.skipBreaks();
        if (!cursor.atEnd()) throw cursor.unexpected("nothing more");
        return expression;
    }

    Expression expression() {
        cursor.enter();
        Expression condition = operators(1);
        Expression result = condition;
        if (cursor.takeSymbol("?")) {
            Expression yes = expression();
            if (!cursor.takeSymbol(":")) throw cursor.unexpected(": between the two results of ?");
            Expression no = expression();
            result = new Expression.Conditional(condition, yes, no, since(condition));
        }
        cursor.leave();
        return result;
    }

    private Expression operators(int binding) {
        if (binding > Operator.TIGHTEST_BINARY) return traversals(term());
        Expression left = operators(binding + 1);
        for (Optional<Operator> found = operator(binding); found.isPresent(); found = operator(binding)) {
            Expression right = operators(binding + 1);
            left = new Expression.Binary(found.get(), left, right, since(left));
        }
        return left;
    }

    private Optional<Operator> operator(int binding) {
        for (Operator operator : Operator.values()) {
            if (operator.binding() == binding && cursor.takeSymbol(operator.symbol())) return Optional.of(operator);
        }
        return Optional.empty();
    }

    private Location since(Expression first) {
        return cursor.since(Math.min(first.location().span().start(), cursor.at()));
    }

    Expression term() {
        cursor.skip();
        int start = cursor.at();
        char c = cursor.peek();
        if (c == '"') return templates.quoted();
        if (c >= '0' && c <= '9') return number();
        if (c == '[') return collections.tuple();
        if (c == '{') return collections.object();
        if (cursor.startsWith("<<")) return templates.heredoc();
        if (c == '(') return parentheses();
        if (cursor.takeSymbol("-")) return unary(Operator.NEGATE, start);
        if (cursor.takeSymbol("!")) return unary(Operator.NOT, start);
        if (cursor.atIdentifier()) return name(start);
        throw cursor.unexpected("an expression");
    }

    private Expression unary(Operator operator, int start) {
        cursor.enter();
        Expression operand = traversals(term());
        cursor.leave();
        return new Expression.Unary(operator, operand, cursor.since(start));
    }

    private Expression parentheses() {
        cursor.next();
        boolean before = cursor.breaks(false);
        Expression inner = expression();
        if (!cursor.takeSymbol(")")) throw cursor.unexpected(")");
        cursor.restore(before);
        return inner;
    }

    private Expression name(int start) {
        String name = cursor.identifier();
        Location location = cursor.since(start);
        if (cursor.takeSymbol("(")) return call(name, location, start);
        return switch (name) {
            case "true" -> new Expression.BooleanLiteral(true, location);
            case "false" -> new Expression.BooleanLiteral(false, location);
            case "null" -> new Expression.NullLiteral(location);
            default -> new Expression.Variable(name, location);
        };
    }

    private Expression call(String name, Location location, int start) {
        boolean before = cursor.breaks(false);
        var arguments = new ArrayList<Expression>();
        var spread = Expression.Spread.NONE;
        while (!cursor.takeSymbol(")")) {
            arguments.add(expression());
            if (cursor.takeSymbol("...")) {
                spread = Expression.Spread.LAST;
                cursor.takeSymbol(",");
                if (!cursor.takeSymbol(")")) throw cursor.unexpected(") after ...");
                break;
            }
            if (cursor.takeSymbol(")")) break;
            if (!cursor.takeSymbol(",")) throw cursor.unexpected(", or ) after an argument");
        }
        cursor.restore(before);
        return new Expression.Call(name, location, arguments, spread, cursor.since(start));
    }

    /// What follows a term: attributes, indexes and splats.
    private Expression traversals(Expression term) {
        int start = term.location().span().start();
        Expression result = term;
        while (true) {
            int here = cursor.at();
            cursor.skip();
            if (cursor.startsWith("...")) return result;
            if (cursor.take(".")) {
                result = dot(result, start);
            } else if (cursor.peek() == '[') {
                result = bracket(result, start);
            } else {
                cursor.moveTo(here);
                return result;
            }
        }
    }

    private Expression dot(Expression of, int start) {
        cursor.skip();
        if (cursor.take("*")) return new Expression.Splat(of, attributesOnly(start), here(start));
        return attribute(of, start);
    }

    private Expression attribute(Expression of, int start) {
        cursor.skip();
        int name = cursor.at();
        if (cursor.atIdentifier()) return new Expression.GetAttribute(of, cursor.identifier(), here(start));
        digits();
        if (cursor.at() == name) throw cursor.unexpected("a name after .");
        var key = new Expression.NumberLiteral(new BigDecimal(cursor.text(name, cursor.at())), cursor.since(name));
        return new Expression.Index(of, key, here(start));
    }

    /// After `.*`, only attributes are of the elements; an index is of the list.
    private Expression attributesOnly(int start) {
        Expression each = new Expression.Element(here(start));
        while (cursor.peek() == '.' && !cursor.startsWith("...") && cursor.peek(1) != '*') {
            cursor.next();
            each = attribute(each, start);
        }
        return each;
    }

    private Expression bracket(Expression of, int start) {
        cursor.next();
        boolean before = cursor.breaks(false);
        cursor.enter();
        Expression result;
        if (isFullSplat()) {
            cursor.restore(before);
            result = new Expression.Splat(of, traversals(new Expression.Element(here(start))), here(start));
        } else {
            Expression key = expression();
            if (!cursor.takeSymbol("]")) throw cursor.unexpected("]");
            cursor.restore(before);
            result = new Expression.Index(of, key, here(start));
        }
        cursor.leave();
        return result;
    }

    private boolean isFullSplat() {
        int here = cursor.at();
        if (cursor.takeSymbol("*") && cursor.takeSymbol("]")) return true;
        cursor.moveTo(here);
        return false;
    }

    private Location here(int start) {
        return cursor.since(Math.min(start, cursor.at()));
    }

    private Expression number() {
        int start = cursor.at();
        digits();
        if (cursor.peek() == '.' && isDigit(cursor.peek(1))) {
            cursor.next();
            digits();
        }
        char sign = cursor.peek(1);
        boolean signed = sign == '+' || sign == '-';
        if ((cursor.peek() == 'e' || cursor.peek() == 'E') && isDigit(signed ? cursor.peek(2) : sign)) {
            cursor.next();
            if (signed) cursor.next();
            digits();
        }
        String text = cursor.text(start, cursor.at());
        int exponent = text.toLowerCase(java.util.Locale.ROOT).indexOf('e');
        if (text.length() > MAX_EXPONENT || exponent >= 0 && (text.length() - exponent > 6
                || Math.abs(Integer.parseInt(text.substring(exponent + 1))) > MAX_EXPONENT)) {
            throw cursor.refuse(start, cursor.at(), "this number is too large", "numbers end at 1e" + MAX_EXPONENT);
        }
        return new Expression.NumberLiteral(new BigDecimal(text), cursor.since(start));
    }

    private void digits() {
        while (isDigit(cursor.peek())) cursor.next();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// A quoted string in which nothing can be filled in.
    String plainString(String what) {
        int start = cursor.at();
        if (templates.quoted() instanceof Expression.TextLiteral(var text, var _)) return text;
        throw cursor.refuse(start, cursor.at(), what + " cannot have anything filled in", "write it out");
    }

    List<Expression.TemplatePart> template() {
        return templates.bare();
    }
}
