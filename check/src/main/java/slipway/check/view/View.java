package slipway.check.view;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Blank;
import slipway.dockerfile.Comment;
import slipway.dockerfile.Directive;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Node;

/// A Dockerfile with all that rules may ask about it: the tree, the stages as they are built, the variables at each place.
public final class View {

    private final Dockerfile file;
    private final Given given;
    private final Evaluation evaluation;
    private final Map<Instruction, List<Comment>> above = new IdentityHashMap<>();

    private View(Dockerfile file, Given given) {
        this.file = file;
        this.given = given;
        this.evaluation = new Evaluation(file, given);
        evaluation.run();
        collectComments();
    }

    /// Looks at a file. A mistake for which a build would fail ends the looking and is told by [#problem].
    public static View of(Dockerfile file, Given given) {
        return new View(file, given);
    }

    public Dockerfile file() {
        return file;
    }

    public Source source() {
        return file.source();
    }

    public Given given() {
        return given;
    }

    /// All `FROM`s of the file; fewer if one of them makes no sense.
    public List<FromView> froms() {
        return List.copyOf(evaluation.froms);
    }

    /// The stages that are looked into, in the order of the file.
    public List<StageView> stages() {
        return List.copyOf(evaluation.stages.values());
    }

    /// The steps of all stages, in order.
    public List<Step> steps() {
        return evaluation.stages.values().stream().flatMap(stage -> stage.steps().stream()).toList();
    }

    /// The stage that is built; empty if a target was asked for that is not there.
    public Optional<StageView> target() {
        return evaluation.target().flatMap(stage -> Optional.ofNullable(evaluation.stages.get(stage.index())));
    }

    /// What `FROM`s see: the platforms, and the `ARG`s before the first stage with the values they have.
    public Variables globals() {
        return evaluation.globals;
    }

    /// The words in the `ARG`s before the first stage in which variables are replaced, in order.
    public List<Use> globalUses() {
        return List.copyOf(evaluation.globalUses);
    }

    /// Why a build of the file would fail, as far as this can be said without building.
    public Optional<SlipwayException> problem() {
        return evaluation.problem;
    }

    /// The comments between an instruction and the one before it, after the last empty one. Directives are none.
    public List<Comment> commentsAbove(Instruction instruction) {
        return above.getOrDefault(instruction, List.of());
    }

    /// Those of them that no blank line separates from the instruction.
    public List<Comment> commentsDirectlyAbove(Instruction instruction) {
        List<Comment> comments = commentsAbove(instruction);
        int line = source().line(instruction.span().start());
        int first = comments.size();
        while (first > 0 && source().line(comments.get(first - 1).span().start()) == line - 1) {
            first--;
            line--;
        }
        return comments.subList(first, comments.size());
    }

    /// What a comment says to the builder's own reading of descriptions, which takes the first column for the `#`.
    public String description(Comment comment) {
        int line = source().line(comment.span().start());
        Span whole = source().lineSpan(line);
        return source().text(new Span(Math.min(whole.start() + 1, comment.span().end()), comment.span().end())).strip();
    }

    private void collectComments() {
        var comments = new ArrayList<Comment>();
        for (Node node : file.nodes()) {
            switch (node) {
                case Comment comment -> {
                    if (comment.text().isEmpty()) comments.clear();
                    else comments.add(comment);
                }
                case Instruction instruction -> {
                    above.put(instruction, List.copyOf(comments));
                    comments.clear();
                }
                case Blank _, Directive _ -> {}
            }
        }
    }
}
