package slipway.cli;

import java.io.InputStream;
import java.io.PrintStream;
import slipway.diagnostics.ProblemPrinter.Colour;

/// The three streams of the process, and what is known of the terminal behind them.
///
/// Text is written in UTF-8 whatever the locale is. Results go to `out`; all that is said about the work goes to `err`.
///
/// @param terminal which of the streams are shown by a terminal
/// @param colour whether text on `err`, and on `out` where that is a terminal, may have colours
public record Console(InputStream in, PrintStream out, PrintStream err, Terminal terminal, Colour colour) {

    /// Which streams a person looks at, and how large the window is.
    ///
    /// @param columns of the window, 80 where there is none
    /// @param rows of the window, 24 where there is none
    public record Terminal(Stream in, Stream out, Stream err, int columns, int rows) {

        /// Where a stream leads.
        public enum Stream {
            TERMINAL,
            ELSEWHERE
        }

        /// No stream is a terminal.
        public static Terminal none() {
            return new Terminal(Stream.ELSEWHERE, Stream.ELSEWHERE, Stream.ELSEWHERE, 80, 24);
        }
    }

    /// Whether results are read by a person.
    public boolean resultsAreSeen() {
        return terminal.out == Terminal.Stream.TERMINAL;
    }

    /// Whether messages are read by a person.
    public boolean messagesAreSeen() {
        return terminal.err == Terminal.Stream.TERMINAL;
    }

    /// Whether a person can type an answer.
    public boolean canAsk() {
        return terminal.in == Terminal.Stream.TERMINAL && messagesAreSeen();
    }

    public Colour resultColour() {
        return resultsAreSeen() ? colour : Colour.PLAIN;
    }

    /// The same console with another choice of colours.
    public Console with(Colour other) {
        return new Console(in, out, err, terminal, other);
    }
}
