package slipway.dockerfile.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Comment;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Node;
import slipway.dockerfile.Stage;
import slipway.dockerfile.lex.HereMarker;
import slipway.dockerfile.lex.LineReader;
import slipway.dockerfile.lex.Piece;

/// Turns the text of a Dockerfile into its tree.
///
/// Any text gives a tree or a [SlipwayException.BadInput] that points into it.
public final class Parser {

    private final Source source;
    private final LineReader lines;
    private final PragmaReader pragmas;
    private Optional<Instructions> instructions = Optional.empty();

    private Parser(Source source) {
        this.source = source;
        this.lines = new LineReader(source);
        this.pragmas = new PragmaReader(source);
    }

    /// Parses a whole Dockerfile. It has at least one stage.
    public static Dockerfile parse(Source source) {
        var parser = new Parser(source);
        List<Node> nodes = parser.nodes();
        var stages = new ArrayList<Stage>();
        var metaArgs = new ArrayList<Instruction.Arg>();
        parser.sort(nodes, stages, metaArgs);
        return new Dockerfile(source, parser.lines.escape(), nodes, metaArgs, stages);
    }

    /// Parses the one instruction that a trigger in an image's config (`OnBuild`) holds.
    public static Instruction trigger(Source source) {
        var parser = new Parser(source);
        List<Instruction> found = parser.nodes().stream().filter(Instruction.class::isInstance)
                .map(Instruction.class::cast).toList();
        if (found.size() != 1) throw parser.error(Span.at(0), "an ONBUILD trigger must be one instruction");
        OnBuildParser.checkTrigger(found.getFirst()).ifPresent(message -> {
            throw parser.error(found.getFirst().keyword().span(), message);
        });
        return found.getFirst();
    }

    private List<Node> nodes() {
        var nodes = new ArrayList<Node>();
        for (Optional<Piece> piece = lines.next(); piece.isPresent(); piece = lines.next()) {
            nodes.add(switch (piece.get()) {
                case Piece.Plain(var node) -> {
                    if (node instanceof Comment comment) pragmas.add(comment);
                    else pragmas.forget();
                    yield node;
                }
                case Piece.Statement statement -> instruction(statement);
            });
        }
        pragmas.forget();
        return nodes;
    }

    private Instruction instruction(Piece.Statement statement) {
        if (instructions.isEmpty()) instructions = Optional.of(new Instructions(lines.escape()));
        Instructions known = instructions.get();
        var hereDocuments = new ArrayList<HereDocument>();
        Span span = statement.span();
        for (HereMarker marker : known.markers(statement.text())) {
            HereDocument document = lines.hereDocument(marker);
            hereDocuments.add(document);
            span = span.to(document.terminator());
        }
        Instruction instruction = known.parse(statement.text(), span, statement.comments(), List.copyOf(hereDocuments),
                pragmas.take());
        pragmas.check(instruction);
        return instruction;
    }

    private void sort(List<Node> nodes, List<Stage> stages, List<Instruction.Arg> metaArgs) {
        Optional<Instruction.From> from = Optional.empty();
        var inStage = new ArrayList<Instruction>();
        for (Node node : nodes) {
            if (!(node instanceof Instruction instruction)) continue;
            if (instruction instanceof Instruction.From next) {
                from.ifPresent(begun -> stages.add(stage(stages.size(), begun, inStage)));
                inStage.clear();
                from = Optional.of(next);
            } else if (from.isPresent()) {
                inStage.add(instruction);
            } else if (instruction instanceof Instruction.Arg arg) {
                metaArgs.add(arg);
            } else {
                throw error(instruction.keyword().span(), instruction.name() + " stands before the first FROM",
                        "only ARG may; begin a stage with FROM");
            }
        }
        from.ifPresent(begun -> stages.add(stage(stages.size(), begun, inStage)));
        if (stages.isEmpty() && metaArgs.isEmpty()) {
            throw error(Span.at(0), "the file has no instructions", "a Dockerfile begins with FROM");
        }
        if (stages.isEmpty()) {
            throw error(metaArgs.getLast().keyword().span(), "the file has no stage to build", "add FROM after ARG");
        }
    }

    private static Stage stage(int index, Instruction.From from, List<Instruction> instructions) {
        Optional<String> name = from.stageName().map(word -> word.text().toLowerCase(Locale.ROOT));
        return new Stage(index, from, name, instructions);
    }

    private SlipwayException.BadInput error(Span span, String message) {
        return new SlipwayException.BadInput(Problem.at(source, span, message));
    }

    private SlipwayException.BadInput error(Span span, String message, String hint) {
        return new SlipwayException.BadInput(Problem.at(source, span, message).hint(hint));
    }
}
