package slipway.cli.command;

import java.util.List;
import slipway.cli.Call;
import slipway.cli.GlobalOptions;
import slipway.cli.help.ShellCompletion;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Page;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// `slipway completion`: the script that teaches a shell to complete our commands.
final class CompletionCommand implements Command {

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public Section section() {
        return Section.SETUP;
    }

    @Override
    public String summary() {
        return "Print a script that completes slipway's commands in a shell";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(),
                Operands.exactly(1, "bash|zsh|fish", new Candidates.Words(List.of("bash", "zsh", "fish"))), """
                The script completes commands, options, the values of options, files, and the names of the images in the
                store. To try it in this shell, evaluate it; to keep it, write it to where the shell looks.""")
                .example("source <(slipway completion bash)", "Complete in this bash")
                .example("slipway completion bash > ~/.local/share/bash-completion/completions/slipway",
                        "Complete in every bash to come")
                .example("slipway completion zsh > \"${fpath[1]}/_slipway\"", "Complete in zsh")
                .example("slipway completion fish > ~/.config/fish/completions/slipway.fish", "Complete in fish");
    }

    private static ShellCompletion.Entry entry(Command command) {
        return new ShellCompletion.Entry(command.name(), command.summary(), command.page().options(GlobalOptions.GROUP));
    }

    @Override
    public int run(Call call) {
        List<ShellCompletion.Entry> entries = Commands.all().stream()
                .map(CompletionCommand::entry)
                .toList();
        var completion = new ShellCompletion(entries);
        String script = switch (call.arguments().operand(0)) {
            case "bash" -> completion.bash();
            case "zsh" -> completion.zsh();
            case "fish" -> completion.fish();
            default -> throw new SlipwayException.Usage(Problem.of("no completion for " + call.arguments().operand(0))
                    .hint("there are scripts for bash, zsh and fish"));
        };
        call.console().out().print(script);
        return 0;
    }
}
