package slipway.bake.hcl;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Location;

/// An expression that has not been evaluated.
public sealed interface Expression {

    Location location();

    /// `12`, `1.5e3`
    record NumberLiteral(BigDecimal value, Location location) implements Expression {}

    /// `true`, `false`
    record BooleanLiteral(boolean value, Location location) implements Expression {}

    /// `null`
    record NullLiteral(Location location) implements Expression {}

    /// A string in which nothing is to be filled in, with its escapes resolved.
    record TextLiteral(String value, Location location) implements Expression {}

    /// A string with something to be filled in.
    record Template(List<TemplatePart> parts, Location location) implements Expression {
        public Template {
            parts = List.copyOf(parts);
        }
    }

    /// A template that is nothing but `${…}`: the value itself, of whatever type.
    record Wrapped(Expression value, Location location) implements Expression {}

    /// A name.
    record Variable(String name, Location location) implements Expression {}

    /// `of.name`
    record GetAttribute(Expression of, String name, Location location) implements Expression {}

    /// `of[key]`
    record Index(Expression of, Expression key, Location location) implements Expression {}

    /// `of[*].…` and `of.*.…`: `each` for all elements, in which [Element] is the element.
    record Splat(Expression of, Expression each, Location location) implements Expression {}

    /// The element that a [Splat] is at.
    record Element(Location location) implements Expression {}

    /// `name(arguments)`; the last argument is spread out after `...`.
    record Call(String name, Location nameLocation, List<Expression> arguments, Spread spread, Location location)
            implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /// Whether the last argument of a call is a list of arguments.
    enum Spread {
        NONE,
        LAST
    }

    /// `-x`, `!x`
    record Unary(Operator operator, Expression operand, Location location) implements Expression {}

    /// `a + b` and its like.
    record Binary(Operator operator, Expression left, Expression right, Location location) implements Expression {}

    /// `condition ? yes : no`
    record Conditional(Expression condition, Expression yes, Expression no, Location location) implements Expression {}

    /// `[a, b]`
    record TupleLiteral(List<Expression> items, Location location) implements Expression {
        public TupleLiteral {
            items = List.copyOf(items);
        }
    }

    /// `{a = b}`
    record ObjectLiteral(List<Member> members, Location location) implements Expression {
        public ObjectLiteral {
            members = List.copyOf(members);
        }
    }

    /// A member of an [ObjectLiteral]; a bare word as a key is a [TextLiteral].
    record Member(Expression key, Expression value) {}

    /// `[for key, value in collection : result if condition]`, and in braces with `resultKey => result`.
    ///
    /// @param resultKey present for an object
    /// @param grouping whether results with one key are gathered in a list, as `...` after the result asks for
    record For(Optional<String> keyName, String valueName, Expression collection, Optional<Expression> resultKey,
            Expression result, Optional<Expression> condition, Grouping grouping, Location location)
            implements Expression {}

    /// What becomes of results with the same key.
    enum Grouping {
        NONE,
        BY_KEY
    }

    /// A piece of a template.
    sealed interface TemplatePart {

        record Text(String text) implements TemplatePart {}

        /// `${value}`
        record Interpolation(Expression value) implements TemplatePart {}

        /// `%{if condition}…%{else}…%{endif}`
        record If(Expression condition, List<TemplatePart> yes, List<TemplatePart> no) implements TemplatePart {
            public If {
                yes = List.copyOf(yes);
                no = List.copyOf(no);
            }
        }

        /// `%{for key, value in collection}…%{endfor}`
        record Repeat(Optional<String> keyName, String valueName, Expression collection, List<TemplatePart> body)
                implements TemplatePart {
            public Repeat {
                body = List.copyOf(body);
            }
        }
    }

    /// The operators, with how they are written and how tightly they bind.
    enum Operator {
        OR("||", 1),
        AND("&&", 2),
        EQUAL("==", 3),
        NOT_EQUAL("!=", 3),
        GREATER_OR_EQUAL(">=", 4),
        LESS_OR_EQUAL("<=", 4),
        GREATER(">", 4),
        LESS("<", 4),
        ADD("+", 5),
        SUBTRACT("-", 5),
        MULTIPLY("*", 6),
        DIVIDE("/", 6),
        MODULO("%", 6),
        NEGATE("-", 7),
        NOT("!", 7);

        static final int TIGHTEST_BINARY = 6;

        private final String symbol;
        private final int binding;

        Operator(String symbol, int binding) {
            this.symbol = symbol;
            this.binding = binding;
        }

        public String symbol() {
            return symbol;
        }

        int binding() {
            return binding;
        }
    }
}
