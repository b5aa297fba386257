package slipway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.cli.command.Command;
import slipway.cli.command.Commands;
import slipway.cli.help.HelpPrinter;
import slipway.cli.spec.ArgumentParser;
import slipway.cli.spec.Arguments;
import slipway.cli.spec.Page;
import slipway.diagnostics.Problem;
import slipway.diagnostics.ProblemPrinter;
import slipway.diagnostics.ProblemPrinter.Colour;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;

/// The whole command line: words in, exit code out.
///
/// Starts no JVM and ends none, so that a test can run a command as a user does.
public final class CommandLine {
    private final Console console;
    private final Map<String, String> environment;
    private final Path directory;
    private final InstantSource clock;

    public CommandLine(Console console, Map<String, String> environment, Path directory, InstantSource clock) {
        this.console = console;
        this.environment = Map.copyOf(environment);
        this.directory = directory;
        this.clock = clock;
    }

    /// Runs what the words ask for. Errors become messages on the console; nothing is thrown.
    public int run(List<String> words) {
        try {
            return dispatch(words);
        } catch (SlipwayException e) {
            complain(e.problem());
            return e.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return interrupted();
        } catch (IOException | UncheckedIOException e) {
            if (Thread.currentThread().isInterrupted()) return interrupted(); // Channels and streams break off so.
            complain(FileProblems.explain(e));
            return 3;
        } catch (RuntimeException | Error e) {
            console.err().print(BugReport.write(e, words));
            return 70;
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    private int interrupted() {
        var interrupted = new SlipwayException.Interrupted();
        complain(interrupted.problem());
        return interrupted.exitCode();
    }

    private int dispatch(List<String> words) throws IOException, InterruptedException {
        var leading = new ArrayList<String>();
        int at = 0;
        while (at < words.size() && words.get(at).startsWith("-")) {
            String word = words.get(at);
            boolean asksForVersion = word.equals("--version") || word.equals("-v");
            if (asksForVersion) return run(Commands.named("version").orElseThrow(), List.of());
            leading.add(word);
            at++;
            if ((word.equals("--root") || word.equals("--color")) && at < words.size()) leading.add(words.get(at++));
        }
        if (at == words.size()) return overview(leading);
        String name = words.get(at);
        Command command = Commands.named(name).orElseThrow(() -> unknown(name));
        var rest = new ArrayList<>(leading);
        rest.addAll(words.subList(at + 1, words.size()));
        return run(command, rest);
    }

    private int overview(List<String> leading) {
        Page page = Page.of("help", "", slipway.cli.spec.Operands.none(), "").options(GlobalOptions.GROUP);
        Console chosen = console.with(colour(new ArgumentParser(page).parse(leading)));
        chosen.out().print(new HelpPrinter(chosen.resultColour(), console.terminal().columns()).overview(Commands.all()));
        return 0;
    }

    private int run(Command command, List<String> words) throws IOException, InterruptedException {
        Page page = command.page().options(GlobalOptions.GROUP);
        if (asksForHelp(words)) {
            var printer = new HelpPrinter(console.resultColour(), console.terminal().columns());
            console.out().print(printer.print(page));
            return 0;
        }
        Arguments arguments = new ArgumentParser(page).parse(words);
        Console chosen = console.with(colour(arguments));
        return command.run(new Call(arguments, chosen, environment, directory, clock));
    }

    /// Whether help is wanted, however wrong the rest may be.
    private static boolean asksForHelp(List<String> words) {
        int end = words.indexOf("--");
        return words.subList(0, end < 0 ? words.size() : end).stream()
                .anyMatch(word -> word.equals("--help") || word.equals("-h"));
    }

    private Colour colour(Arguments arguments) {
        return arguments.value(GlobalOptions.COLOUR)
                .flatMap(when -> switch (when) {
                    case "always" -> Optional.of(Colour.ANSI);
                    case "never" -> Optional.of(Colour.PLAIN);
                    default -> Optional.empty();
                })
                .orElse(console.colour());
    }

    private static SlipwayException.Usage unknown(String name) {
        List<String> names = Commands.all().stream().map(Command::name).toList();
        return new SlipwayException.Usage(Problem.of("unknown command " + name)
                .hint(Suggestion.didYouMean(name, names).orElse("slipway help lists the commands")));
    }

    private void complain(Problem problem) {
        console.out().flush();
        console.err().print(new ProblemPrinter(console.colour()).print("error", problem));
    }
}
