package slipway.cli.command;

import java.util.List;
import slipway.cli.Call;
import slipway.cli.GlobalOptions;
import slipway.cli.help.HelpPrinter;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Page;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;

/// `slipway help`: the overview, or the page of one command.
final class HelpCommand implements Command {

    @Override
    public String name() {
        return "help";
    }

    @Override
    public Section section() {
        return Section.SETUP;
    }

    @Override
    public String summary() {
        return "Explain slipway, or one of its commands";
    }

    @Override
    public Page page() {
        List<String> names = Commands.all().stream().map(Command::name).toList();
        return Page.of(name(), summary(), Operands.atMost(1, "[COMMAND]", new Candidates.Words(names)), """
                Without a command, lists all commands and shows how to begin. With one, explains what it does, every
                option, examples to try, and what its exit codes mean. slipway COMMAND --help prints the same page.""")
                .example("slipway help build", "Explain the building of images");
    }

    @Override
    public int run(Call call) {
        var printer = new HelpPrinter(call.console().resultColour(), call.console().terminal().columns());
        List<String> operands = call.arguments().operands();
        if (operands.isEmpty()) {
            call.console().out().print(printer.overview(Commands.all()));
        } else {
            call.console().out().print(printer.print(command(operands.getFirst()).page().options(GlobalOptions.GROUP)));
        }
        return 0;
    }

    private static Command command(String name) {
        List<String> names = Commands.all().stream().map(Command::name).toList();
        return Commands.named(name).orElseThrow(() -> new SlipwayException.Usage(Problem.of("there is no command " + name)
                .hint(Suggestion.didYouMean(name, names).orElse("slipway help lists the commands"))));
    }
}
