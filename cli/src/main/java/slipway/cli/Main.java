package slipway.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import slipway.cli.Console.Terminal;
import slipway.cli.Console.Terminal.Stream;
import slipway.diagnostics.ProblemPrinter.Colour;

/// Where the process starts.
///
/// The launcher says which streams are terminals in the system property `slipway.terminal`, some of `in`, `out` and `err`
/// joined by commas: a shell knows for nothing what costs Java a system call.
public final class Main {

    private Main() {}

    public static void main(String[] words) throws IOException {
        Map<String, String> environment = System.getenv();
        Console console = console(environment);
        Path directory = Path.of("").toAbsolutePath();
        if (words.length == 1 && words[0].equals("--rehearse")) {
            Rehearsal.run();
            return;
        }
        Ending ending = Ending.ofThisThread();
        int code = new CommandLine(console, environment, directory, InstantSource.system()).run(List.of(words));
        if (console.out().checkError() && code == 0) code = 3;
        if (ending.done() == Ending.Cause.SIGNAL) return; // The JVM is ending already.
        // All has been closed and written by now. An orderly exit would first set up the system's logger, to log the exit.
        Runtime.getRuntime().halt(code);
    }

    private static Console console(Map<String, String> environment) {
        List<String> terminals = List.of(System.getProperty("slipway.terminal", "").split(","));
        Terminal terminal = new Terminal(stream(terminals, "in"), stream(terminals, "out"), stream(terminals, "err"),
                size(environment, "COLUMNS", 80), size(environment, "LINES", 24));
        boolean colours = terminals.contains("err") && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Console(
                new FileInputStream(FileDescriptor.in),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                terminal,
                colours ? Colour.ANSI : Colour.PLAIN);
    }

    private static Stream stream(List<String> terminals, String name) {
        return terminals.contains(name) ? Stream.TERMINAL : Stream.ELSEWHERE;
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(descriptor), 8192), false,
                StandardCharsets.UTF_8);
    }

    private static int size(Map<String, String> environment, String variable, int usual) {
        try {
            int size = Integer.parseInt(environment.getOrDefault(variable, ""));
            return size <= 0 ? usual : Math.clamp(size, 10, 1000);
        } catch (NumberFormatException e) {
            return usual;
        }
    }
}
