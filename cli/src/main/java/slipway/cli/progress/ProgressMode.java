package slipway.cli.progress;

import java.time.InstantSource;
import slipway.cli.Console;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// How progress is shown: the values of `--progress`.
public enum ProgressMode {
    /// As a terminal's picture where there is a terminal, else as a log.
    AUTO,
    TTY,
    PLAIN,
    QUIET,
    RAWJSON;

    /// The names of the modes, as typed.
    public static String[] names() {
        return new String[] {"auto", "tty", "plain", "quiet", "rawjson"};
    }

    public static ProgressMode named(String name) {
        for (ProgressMode mode : values()) {
            if (mode.name().equalsIgnoreCase(name)) return mode;
        }
        throw new SlipwayException.Usage(Problem.of("progress cannot be " + name)
                .hint("it is one of " + String.join(", ", names())));
    }

    /// A view on the console's error stream.
    ///
    /// @param title what the work is called in the terminal's picture: `Building`
    public ProgressView open(Console console, InstantSource clock, String title) {
        return switch (this) {
            case AUTO -> (console.messagesAreSeen() ? TTY : PLAIN).open(console, clock, title);
            case TTY -> TerminalProgress.running(console.err(), console.colour(), title,
                    new WindowSize(console.terminal().columns(), console.terminal().rows()));
            case PLAIN -> new PlainProgress(console.err(), clock, console.colour());
            case QUIET -> new QuietProgress(console.err());
            case RAWJSON -> new RawJsonProgress(console.err(), clock);
        };
    }
}
