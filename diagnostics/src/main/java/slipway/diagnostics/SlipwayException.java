package slipway.diagnostics;

import org.jspecify.annotations.Nullable;

/// An error that a user can act on. What kind it is decides the exit code.
///
/// Bugs are not in this family: they stay `IllegalStateException` or `AssertionError`, and the command line says that
/// they are ours.
public abstract sealed class SlipwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private SlipwayException(Problem problem, @Nullable Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /// What the process ends with.
    public abstract int exitCode();

    /// The same error, placed. An error that already knows its place keeps it.
    public abstract SlipwayException in(Location place);

    /// The command line was used wrongly.
    public static final class Usage extends SlipwayException {
        private static final long serialVersionUID = 1L;

        public Usage(Problem problem) {
            super(problem, null);
        }

        @Override
        public int exitCode() {
            return 2;
        }

        @Override
        public Usage in(Location place) {
            return new Usage(problem().in(place));
        }
    }

    /// What we were given cannot be built, read or found: a Dockerfile, a plan, a reference, a file, a machine that lacks
    /// what the work needs.
    public static final class BadInput extends SlipwayException {
        private static final long serialVersionUID = 1L;

        public BadInput(Problem problem) {
            super(problem, null);
        }

        public BadInput(Problem problem, Throwable cause) {
            super(problem, cause);
        }

        @Override
        public int exitCode() {
            return 3;
        }

        @Override
        public BadInput in(Location place) {
            return new BadInput(problem().in(place), this);
        }
    }

    /// A step of a build ran and failed.
    public static final class StepFailed extends SlipwayException {
        private static final long serialVersionUID = 1L;

        private final int status;

        public StepFailed(Problem problem, int status) {
            this(problem, status, null);
        }

        private StepFailed(Problem problem, int status, @Nullable Throwable cause) {
            super(problem, cause);
            this.status = status;
        }

        /// The exit status of the step's process, as a shell would report it.
        public int status() {
            return status;
        }

        @Override
        public int exitCode() {
            return 4;
        }

        @Override
        public StepFailed in(Location place) {
            return new StepFailed(problem().in(place), status, this);
        }
    }

    /// A registry or the network failed.
    public static final class NetworkFailed extends SlipwayException {
        private static final long serialVersionUID = 1L;

        public NetworkFailed(Problem problem) {
            super(problem, null);
        }

        public NetworkFailed(Problem problem, Throwable cause) {
            super(problem, cause);
        }

        @Override
        public int exitCode() {
            return 5;
        }

        @Override
        public NetworkFailed in(Location place) {
            return new NetworkFailed(problem().in(place), this);
        }
    }

    /// Bytes are not what their digest, size or format promises.
    public static final class CorruptData extends SlipwayException {
        private static final long serialVersionUID = 1L;

        public CorruptData(Problem problem) {
            super(problem, null);
        }

        public CorruptData(Problem problem, Throwable cause) {
            super(problem, cause);
        }

        @Override
        public int exitCode() {
            return 6;
        }

        @Override
        public CorruptData in(Location place) {
            return new CorruptData(problem().in(place), this);
        }
    }

    /// The user stopped the work.
    public static final class Interrupted extends SlipwayException {
        private static final long serialVersionUID = 1L;

        public Interrupted() {
            super(Problem.of("interrupted"), null);
        }

        @Override
        public int exitCode() {
            return 130;
        }

        @Override
        public Interrupted in(Location place) {
            return this;
        }
    }
}
