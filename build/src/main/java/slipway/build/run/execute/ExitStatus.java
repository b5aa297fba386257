package slipway.build.run.execute;

/// How a step's process ended.
public sealed interface ExitStatus {

    /// What a shell would report: the exit code, or 128 and the signal, or 126 and 127 for a program that did not start.
    int code();

    /// Whether the step did its work.
    default boolean success() {
        return code() == 0;
    }

    /// It ended by itself, with a code from 0 to 255.
    record Exited(int code) implements ExitStatus { }

    /// A signal ended it.
    record Signalled(int signal) implements ExitStatus {
        @Override
        public int code() {
            return 128 + signal;
        }
    }

    /// The program was not found (127) or could not be run (126); the reason is in the user's words.
    record NotStarted(int code, String reason) implements ExitStatus { }
}
