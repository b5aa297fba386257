package slipway.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipway.diagnostics.Source;

/// The tree of one Dockerfile: everything that is in the text, in its order, and the stages it makes.
///
/// @param escape the character that continues lines and escapes others: `\`, or a backtick if `# escape=` says so
/// @param nodes directives, comments, blank lines and instructions; see [Node] for what lies between them
/// @param metaArgs the `ARG`s before the first `FROM`, which only `FROM`s see
/// @param stages at least one
public record Dockerfile(
        Source source, char escape, List<Node> nodes, List<Instruction.Arg> metaArgs, List<Stage> stages) {

    public Dockerfile {
        nodes = List.copyOf(nodes);
        metaArgs = List.copyOf(metaArgs);
        stages = List.copyOf(stages);
    }

    /// All instructions in order, those before the first stage included.
    public List<Instruction> instructions() {
        return nodes.stream().filter(Instruction.class::isInstance).map(Instruction.class::cast).toList();
    }

    public List<Directive> directives() {
        return nodes.stream().filter(Directive.class::isInstance).map(Directive.class::cast).toList();
    }

    /// The value of the directive of this name (`syntax`, `check`, `escape`).
    public Optional<Word> directive(String name) {
        return directives().stream().filter(directive -> directive.name().text().equals(name)).map(Directive::value)
                .findFirst();
    }

    /// The last stage of this name, whatever its case.
    public Optional<Stage> stage(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return stages.stream().filter(stage -> stage.name().filter(wanted::equals).isPresent()).reduce((_, last) -> last);
    }
}
