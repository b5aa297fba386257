package slipway.cli.build;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import slipway.build.Aftermath;
import slipway.build.run.execute.PseudoTerminal;
import slipway.cli.Call;
import slipway.cli.Console;
import slipway.cli.progress.HeldProgress;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Opens a shell where a step failed: `--on-failure shell`. Steps that still run wait with what they have to say.
public final class ShellOnFailure implements Aftermath {

    private static final int NOT_FOUND = 127;

    private final Console console;
    private final HeldProgress progress;

    /// @throws SlipwayException.Usage when nobody could talk with a shell
    public ShellOnFailure(Call call, HeldProgress progress) {
        this.console = call.console();
        this.progress = progress;
        if (!console.canAsk()) {
            throw new SlipwayException.Usage(Problem.of("--on-failure shell needs a terminal for input and messages")
                    .hint("slipway logs shows what the step wrote"));
        }
    }

    @Override
    public void look(String step, String failure, Scene scene) throws IOException {
        progress.hold(() -> {
            say("");
            say(step + " failed: " + failure);
            say("This is a shell where it ran: the files as it left them, its environment, mounts and user.");
            say("Nothing done here is kept. exit ends the build.");
            say("");
            int code = converse(shell(scene.arguments()), scene);
            if (code == NOT_FOUND) say("there is no shell in this image");
        });
    }

    /// The shell that ran the step, if one did.
    private static String shell(List<String> arguments) {
        String program = arguments.getFirst();
        return arguments.size() > 1 && new File(program).getName().endsWith("sh") ? program : "/bin/sh";
    }

    private int converse(String shell, Scene scene) throws IOException {
        Optional<String> before = terminal("-g");
        terminal("raw", "-echo");
        try (var terminal = PseudoTerminal.open(console.terminal().columns(), console.terminal().rows())) {
            Thread screen = Thread.ofPlatform().start(() -> show(terminal));
            Thread keyboard = Thread.ofPlatform().daemon().start(() -> type(terminal));
            // A shell talks on its standard error, and does so only if that is a terminal.
            int code = scene.run(List.of(shell, "-c", "exec \"$0\" 2>&1", shell), terminal.device());
            if (code != NOT_FOUND) join(screen);
            keyboard.interrupt();
            return code;
        } finally {
            before.ifPresent(this::terminal);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(PseudoTerminal terminal) {
        byte[] buffer = new byte[1 << 13];
        try (InputStream screen = terminal.screen()) {
            for (int count = screen.read(buffer); count >= 0; count = screen.read(buffer)) {
                console.err().write(buffer, 0, count);
                console.err().flush();
            }
        } catch (IOException ended) {
            return;
        }
    }

    private void type(PseudoTerminal terminal) {
        byte[] buffer = new byte[1 << 10];
        try (OutputStream keyboard = terminal.keyboard()) {
            for (int count = console.in().read(buffer); count >= 0; count = console.in().read(buffer)) {
                keyboard.write(buffer, 0, count);
            }
        } catch (IOException ended) {
            return;
        }
    }

    /// Asks stty, which each system with terminals has; where it fails, the terminal stays as it is.
    private Optional<String> terminal(String... settings) {
        var command = new java.util.ArrayList<>(List.of("stty"));
        command.addAll(List.of(settings));
        try {
            Process process = new ProcessBuilder(command).redirectInput(Redirect.INHERIT).redirectError(Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return process.waitFor() == 0 && !said.isEmpty() ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void say(String line) {
        console.err().print(line + "\n");
        console.err().flush();
    }
}
