package slipway.cli.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import slipway.cli.template.Node.Expression;
import slipway.cli.template.Node.Naming;
import slipway.cli.template.Node.Pipeline;
import slipway.cli.template.Token.Kind;
import slipway.cli.template.Token.Spacing;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.diagnostics.Suggestion;
import slipway.image.json.Json;

/// Reads tokens as a tree, by recursive descent.
final class TemplateParser {
    private static final int DEEPEST = 100;
    private static final Set<String> ENDS = Set.of("end", "else");
    private static final Set<String> UNSUPPORTED = Set.of("define", "template", "block", "break", "continue");

    private final Source source;
    private final List<Token> tokens;
    private int at;
    private int depth;

    TemplateParser(Source source) {
        this.source = source;
        this.tokens = new Lexer(source).tokens();
    }

    List<Node> parse() {
        List<Node> nodes = nodes();
        if (!peek().is(Kind.END)) throw error(tokens.get(at + 1).span(), "nothing is open that {{" + tokens.get(at + 1)
                .text() + "}} could belong to");
        return nodes;
    }

    private List<Node> nodes() {
        var nodes = new ArrayList<Node>();
        while (true) {
            Token token = peek();
            if (token.is(Kind.END) || atKeyword(ENDS)) return nodes;
            at++;
            nodes.add(token.is(Kind.TEXT) ? new Node.Text(token.text()) : action(token));
        }
    }

    private boolean atKeyword(Set<String> words) {
        return peek().is(Kind.OPEN) && tokens.get(at + 1).is(Kind.WORD) && words.contains(tokens.get(at + 1).text());
    }

    private Node action(Token open) {
        Token first = peek();
        if (first.is(Kind.WORD)) {
            switch (first.text()) {
                case "if" -> {
                    at++;
                    return branch(open, Node.Dot.KEPT);
                }
                case "with" -> {
                    at++;
                    return branch(open, Node.Dot.BOUND);
                }
                case "range" -> {
                    at++;
                    return range(open);
                }
                default -> {
                    if (UNSUPPORTED.contains(first.text())) throw error(first.span(), "{{" + first.text()
                            + "}} is not supported");
                }
            }
        }
        Pipeline pipeline = pipeline();
        expect(Kind.CLOSE, "}}");
        return new Node.Action(pipeline);
    }

    private Node branch(Token open, Node.Dot dot) {
        deeper(open);
        Pipeline condition = pipeline();
        expect(Kind.CLOSE, "}}");
        List<Node> then = nodes();
        List<Node> otherwise = List.of();
        if (atKeyword(Set.of("else"))) {
            Token elseOpen = peek();
            at += 2;
            if (peek().is(Kind.WORD) && (peek().text().equals("if") || peek().text().equals("with"))) {
                Node.Dot inner = peek().text().equals("if") ? Node.Dot.KEPT : Node.Dot.BOUND;
                at++;
                otherwise = List.of(branch(elseOpen, inner));
                depth--;
                return new Node.Branch(condition, dot, then, otherwise);
            }
            expect(Kind.CLOSE, "}}");
            otherwise = nodes();
        }
        end(open);
        return new Node.Branch(condition, dot, then, otherwise);
    }

    private Node range(Token open) {
        deeper(open);
        Pipeline over = pipeline();
        expect(Kind.CLOSE, "}}");
        List<Node> body = nodes();
        List<Node> otherwise = List.of();
        if (atKeyword(Set.of("else"))) {
            at += 2;
            expect(Kind.CLOSE, "}}");
            otherwise = nodes();
        }
        end(open);
        return new Node.Range(over, body, otherwise);
    }

    private void deeper(Token token) {
        if (++depth > DEEPEST) throw error(token.span(), "the template is nested too deeply");
    }

    private void end(Token open) {
        if (!atKeyword(Set.of("end"))) throw error(open.span(), "this is not closed by {{end}}");
        at += 2;
        expect(Kind.CLOSE, "}}");
        depth--;
    }

    private Pipeline pipeline() {
        int start = peek().span().start();
        var names = new ArrayList<String>();
        Naming naming = naming(names);
        var stages = new ArrayList<Expression>();
        do {
            stages.add(stage(stages.isEmpty()));
        } while (accept(Kind.PIPE));
        return new Pipeline(naming, names, stages, new Span(start, tokens.get(at - 1).span().end()));
    }

    /// `$x :=`, `$x =` or `$i, $x :=` at the beginning of a pipeline.
    private Naming naming(List<String> names) {
        int start = at;
        while (peek().is(Kind.VARIABLE) && names.size() < 2) {
            names.add(peek().text());
            at++;
            if (accept(Kind.DECLARE)) return Naming.DECLARES;
            if (accept(Kind.ASSIGN)) return Naming.ASSIGNS;
            if (!accept(Kind.COMMA)) break;
        }
        at = start;
        names.clear();
        return Naming.NONE;
    }

    private Expression stage(boolean first) {
        Token token = peek();
        if (token.is(Kind.WORD) && Functions.NAMES.contains(token.text())) {
            at++;
            var arguments = new ArrayList<Expression>();
            while (!peek().is(Kind.PIPE) && !peek().is(Kind.CLOSE) && !peek().is(Kind.RIGHT)) arguments.add(operand());
            return new Node.Call(token.text(), arguments, token.span());
        }
        Expression value = operand();
        if (!first) throw error(value.span(), "only a function can stand after |");
        if (!peek().is(Kind.PIPE) && !peek().is(Kind.CLOSE) && !peek().is(Kind.RIGHT)) {
            throw error(peek().span(), "only a function takes arguments");
        }
        return value;
    }

    private Expression operand() {
        Token token = peek();
        at++;
        Expression value = switch (token.kind()) {
            case DOT -> new Node.Here(token.span());
            case FIELD -> new Node.Field(new Node.Here(token.span()), token.text(), token.span());
            case VARIABLE -> new Node.Variable(token.text(), token.span());
            case STRING -> new Node.Literal(Json.of(token.text()), token.span());
            case NUMBER -> new Node.Literal(new Json.Num(token.text()), token.span());
            case LEFT -> {
                deeper(token);
                Pipeline inner = pipeline();
                expect(Kind.RIGHT, ")");
                depth--;
                yield new Node.Group(inner, new Span(token.span().start(), tokens.get(at - 1).span().end()));
            }
            case WORD -> word(token);
            case TEXT, OPEN, CLOSE, PIPE, COMMA, DECLARE, ASSIGN, RIGHT,
                    END -> throw error(token.span(), "a value is missing here");
        };
        while (peek().is(Kind.FIELD) && peek().spacing() == Spacing.GLUED) {
            value = new Node.Field(value, peek().text(), peek().span());
            at++;
        }
        return value;
    }

    private Expression word(Token token) {
        return switch (token.text()) {
            case "true" -> new Node.Literal(Json.of(true), token.span());
            case "false" -> new Node.Literal(Json.of(false), token.span());
            case "nil" -> new Node.Literal(new Json.Null(), token.span());
            default -> {
                if (Functions.NAMES.contains(token.text())) yield new Node.Call(token.text(), List.of(), token.span());
                Problem problem = Problem.at(source, token.span(), "there is no function " + token.text());
                throw new SlipwayException.Usage(Suggestion.didYouMean(token.text(), Functions.NAMES).map(problem::hint)
                        .orElse(problem.hint("a field starts with a dot: ." + token.text())));
            }
        };
    }

    private Token peek() {
        return tokens.get(at);
    }

    private boolean accept(Kind kind) {
        if (!peek().is(kind)) return false;
        at++;
        return true;
    }

    private void expect(Kind kind, String shown) {
        if (!accept(kind)) throw error(peek().span(), "expected " + shown + " here");
    }

    private SlipwayException error(Span span, String message) {
        return new SlipwayException.Usage(Problem.at(source, span, message));
    }
}
