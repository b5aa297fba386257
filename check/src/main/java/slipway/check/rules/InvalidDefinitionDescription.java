package slipway.check.rules;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import slipway.check.Finding;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.View;
import slipway.dockerfile.Comment;
import slipway.dockerfile.Instruction;

/// A comment above a named stage or an `ARG` that is not its description, `# name what it is`.
public final class InvalidDefinitionDescription implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("InvalidDefinitionDescription",
            "Comment for build stage or argument should follow the format: `# <arg/stage name> <description>`. If this is "
                    + "not intended to be a description comment, add an empty line or comment between the instruction and "
                    + "the comment.", RuleInfo.Tag.READABILITY).experimental();

    /// A comment that speaks to the checker describes nothing.
    private static final Pattern SETTINGS = Pattern.compile("(?is)check\\s*=.*");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (Instruction instruction : view.file().instructions()) {
            List<String> names = names(instruction);
            List<Comment> comments = view.commentsAbove(instruction).stream()
                    .filter(comment -> !SETTINGS.matcher(comment.text()).matches()).toList();
            if (names.isEmpty() || comments.isEmpty()) continue;
            Comment last = comments.getLast();
            if (names.contains(view.description(last).split(" ", 2)[0])) continue;
            String message = "Comment for " + instruction.name() + " should follow the format: `# "
                    + (names.size() > 1 ? "<arg_key>" : names.getFirst()) + " <description>`";
            report.accept(new Finding(INFO, message, last.span(), instruction.span()));
        }
    }

    private static List<String> names(Instruction instruction) {
        if (instruction instanceof Instruction.Arg arg) {
            return arg.declarations().stream().map(declared -> declared.name().text()).toList();
        }
        if (!(instruction instanceof Instruction.From from)) return List.of();
        return from.stageName().stream().map(name -> name.text().toLowerCase(Locale.ROOT)).toList();
    }
}
