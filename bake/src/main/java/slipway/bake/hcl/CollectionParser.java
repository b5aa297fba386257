package slipway.bake.hcl;

import java.util.ArrayList;
import java.util.Optional;
import slipway.bake.hcl.Expression.Grouping;

/// Reads what stands in brackets and braces: tuples, objects, and `for` in either.
final class CollectionParser {

    private final Cursor cursor;
    private final ExpressionParser expressions;

    CollectionParser(Cursor cursor, ExpressionParser expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    Expression tuple() {
        int start = cursor.at();
        cursor.next();
        boolean before = cursor.breaks(false);
        if (atFor()) {
            Expression result = repetition(start, "]");
            cursor.restore(before);
            return result;
        }
        var items = new ArrayList<Expression>();
        while (!cursor.takeSymbol("]")) {
            items.add(expressions.expression());
            if (cursor.takeSymbol("]")) break;
            if (!cursor.takeSymbol(",")) throw cursor.unexpected(", or ] after an item");
        }
        cursor.restore(before);
        return new Expression.TupleLiteral(items, cursor.since(start));
    }

    Expression object() {
        int start = cursor.at();
        cursor.next();
        boolean before = cursor.breaks(false);
        if (atFor()) {
            Expression result = repetition(start, "}");
            cursor.restore(before);
            return result;
        }
        cursor.breaks(true);
        var members = new ArrayList<Expression.Member>();
        cursor.skipBreaks();
        while (!cursor.takeSymbol("}")) {
            members.add(member());
            boolean separated = cursor.atBreak();
            cursor.skipBreaks();
            if (cursor.takeSymbol(",")) separated = true;
            cursor.skipBreaks();
            if (!separated && cursor.peek() != '}') throw cursor.unexpected(", or } or a new line after a member");
        }
        cursor.restore(before);
        return new Expression.ObjectLiteral(members, cursor.since(start));
    }

    private Expression.Member member() {
        Expression key = key();
        if (!cursor.takeSymbol("=") && !cursor.takeSymbol(":")) throw cursor.unexpected("= or : after a key");
        return new Expression.Member(key, expressions.expression());
    }

    /// A bare word is itself; anything else is evaluated, a word in parentheses too.
    private Expression key() {
        int start = cursor.at();
        if (cursor.atIdentifier()) {
            String word = cursor.identifier();
            var location = cursor.since(start);
            cursor.skip();
            if (isAssignment()) return new Expression.TextLiteral(word, location);
            cursor.moveTo(start);
        }
        Expression key = expressions.expression();
        if (key instanceof Expression.GetAttribute || key instanceof Expression.Index) {
            if (cursor.text(start, start + 1).equals("(")) return key;
            throw cursor.refuse(start, cursor.at(), "this key could be a reference or a word",
                    "put it into parentheses to evaluate it, or into quotes");
        }
        return key;
    }

    private boolean isAssignment() {
        return cursor.peek() == ':' || cursor.peek() == '=' && cursor.peek(1) != '=';
    }

    private boolean atFor() {
        int start = cursor.at();
        if (!cursor.takeWord("for")) return false;
        boolean named = cursor.atIdentifier();
        if (!named) cursor.moveTo(start);
        return named;
    }

    private Expression repetition(int start, String close) {
        cursor.enter();
        String first = cursor.identifier();
        Optional<String> second = Optional.empty();
        if (cursor.takeSymbol(",")) {
            if (!cursor.atIdentifier()) throw cursor.unexpected("a name for the value");
            second = Optional.of(cursor.identifier());
        }
        if (!cursor.takeWord("in")) throw cursor.unexpected("in");
        Expression collection = expressions.expression();
        if (!cursor.takeSymbol(":")) throw cursor.unexpected(": before the result");
        Expression result = expressions.expression();
        Optional<Expression> key = Optional.empty();
        var grouping = Grouping.NONE;
        if (close.equals("}")) {
            if (!cursor.takeSymbol("=>")) throw cursor.unexpected("=> between key and value");
            key = Optional.of(result);
            result = expressions.expression();
            if (cursor.takeSymbol("...")) grouping = Grouping.BY_KEY;
        }
        Optional<Expression> condition = cursor.takeWord("if") ? Optional.of(expressions.expression()) : Optional.empty();
        if (!cursor.takeSymbol(close)) throw cursor.unexpected(close + " at the end of for");
        cursor.leave();
        return new Expression.For(second.isPresent() ? Optional.of(first) : Optional.empty(), second.orElse(first),
                collection,
                key, result, condition, grouping, cursor.since(start));
    }
}
