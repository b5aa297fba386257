package slipway.check.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import slipway.check.Edit;
import slipway.check.Finding;
import slipway.check.Fix;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.StageView;
import slipway.check.view.Step;
import slipway.check.view.View;
import slipway.dockerfile.Command;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;

/// `CMD` or `ENTRYPOINT` as a line for the shell, which then stands between the program and its signals.
///
/// Who chose a shell with `SHELL`, here or in the base image, wants one.
public final class JSONArgsRecommended implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("JSONArgsRecommended",
            "JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals",
            RuleInfo.Tag.CORRECTNESS);

    /// A word that a shell would hand on as it is.
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,-][A-Za-z0-9_./:@%+,=-]*");

    /// First words that are no programs, or that mean something else to a shell.
    private static final Set<String> SHELL_WORDS = Set.of((". : alias bg break case cd command continue eval exec exit "
            + "export fg for function getopts hash if jobs local read readonly return select set shift source time times "
            + "trap type ulimit umask unalias unset until wait while").split(" "));

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        Map<Integer, Boolean> chosen = new HashMap<>();
        for (StageView stage : view.stages()) {
            boolean shell = stage.image().filter(image -> !image.shell().isEmpty()).isPresent()
                    || stage.parent().filter(parent -> chosen.get(parent.stage().index())).isPresent();
            for (Step step : stage.steps()) {
                shell |= step.instruction() instanceof Instruction.Shell;
                if (!shell) command(step.instruction()).ifPresent(line -> report.accept(finding(step, line)));
            }
            chosen.put(stage.stage().index(), shell);
        }
    }

    private static Optional<Word> command(Instruction instruction) {
        Optional<Command> command = switch (instruction) {
            case Instruction.Cmd cmd -> Optional.of(cmd.command());
            case Instruction.Entrypoint entrypoint -> Optional.of(entrypoint.command());
            case Instruction.From _, Instruction.Run _, Instruction.Transfer _, Instruction.Env _, Instruction.Label _,
                    Instruction.Unset _, Instruction.Arg _, Instruction.Workdir _, Instruction.User _,
                    Instruction.Expose _, Instruction.Volume _, Instruction.StopSignal _, Instruction.Shell _,
                    Instruction.HealthCheck _, Instruction.OnBuild _, Instruction.Maintainer _ -> Optional.empty();
        };
        return command.flatMap(found -> found instanceof Command.ShellForm(var text) ? Optional.of(text) : Optional.empty());
    }

    private static Finding finding(Step step, Word line) {
        String message = "JSON arguments recommended for " + step.instruction().keyword()
                + " to prevent unintended behavior related to OS signals";
        var finding = new Finding(INFO, message, step.place(line.span()), step.statement());
        return step.isWritten() ? fix(line).map(finding::repairedBy).orElse(finding) : finding;
    }

    /// Safe, because it is offered only for words in which a shell would change nothing, the first one a program's name.
    private static Optional<Fix> fix(Word line) {
        List<String> words = List.of(line.text().strip().split("[ \\t]+"));
        boolean plain = words.stream().allMatch(word -> PLAIN.matcher(word).matches());
        if (!plain || SHELL_WORDS.contains(words.getFirst()) || words.getFirst().contains("=")) return Optional.empty();
        String json = words.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
        return Optional.of(Fix.safe("Write a JSON array", new Edit(line.span(), json)));
    }
}
