package slipway.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import slipway.cli.command.Command;
import slipway.cli.command.Commands;
import slipway.diagnostics.ProblemPrinter.Colour;

/// A little of everything, done once after packaging, so that the JVM can write down which classes are needed and how
/// they are linked. What commands print goes nowhere.
final class Rehearsal {

    private Rehearsal() {}

    static void run(Path directory) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var console = new Console(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, Console.Terminal.none(), Colour.ANSI);
        var commandLine = new CommandLine(console, Map.of(), directory, InstantSource.system());
        commandLine.run(List.of());
        for (Command command : Commands.all()) commandLine.run(List.of("help", command.name()));
        for (String line : LINES) commandLine.run(List.of(line.split(" ")));
    }

    private static final List<String> LINES = List.of(
            "version",
            "version --format {{.Version}}",
            "version --format json",
            "versoin",
            "version --wrong",
            "completion bash");
}
