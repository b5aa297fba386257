package slipway.build.run.execute;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import slipway.build.linux.Errno;
import slipway.build.linux.Program;
import slipway.build.linux.Program.Step;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Reads what the processes of a program said about themselves.
///
/// @param program the program that ran
/// @param starts its attempts to start the step's own program
record Reports(Program program, Set<Step> starts) {
    private static final int SIGNAL_BITS = 0x7f;

    /// How the step ended.
    ///
    /// @throws SlipwayException.BadInput if the machine forbids what is needed
    /// @throws IOException if the sandbox could not be built, or was killed
    ExitStatus status(List<ReportFilter.Report> reports, String name) throws IOException {
        int failedStarts = 0;
        int reason = Errno.ENOENT;
        for (var report : reports) {
            Step step = report.step() == 0 ? null : program.stepAt(report.step());
            int errno = (int) -report.value();
            if (step == null) continue;
            if (step.isOfInput()) {
                throw new SlipwayException.BadInput(Problem.of("cannot " + step.purpose() + ": " + Errno.words(errno)));
            }
            if (!starts.contains(step)) throw cannot(step.purpose(), errno);
            failedStarts++;
            if (errno != Errno.ENOENT && errno != Errno.ENOTDIR) reason = errno;
        }
        if (failedStarts > 0 && failedStarts == starts.size()) return notStarted(name, reason);
        for (var report : reports) {
            if (report.step() == 0 && report.value() != ReportFilter.UNFINISHED) return ended((int) report.value());
        }
        throw new IOException("the sandbox was killed from outside");
    }

    private static ExitStatus ended(int status) {
        int signal = status & SIGNAL_BITS;
        return signal == 0 ? new ExitStatus.Exited(status >> 8 & 0xff) : new ExitStatus.Signalled(signal);
    }

    private static ExitStatus notStarted(String name, int errno) {
        return switch (errno) {
            case Errno.ENOENT -> new ExitStatus.NotStarted(127, name.contains("/")
                    ? name + ": no such file, or the interpreter it asks for is missing"
                    : name + ": not found in PATH");
            case Errno.EACCES -> new ExitStatus.NotStarted(126, name + ": not executable");
            case Errno.ENOEXEC -> new ExitStatus.NotStarted(126,
                    name + ": not a program for this machine, or a script without #!");
            default -> new ExitStatus.NotStarted(126, name + ": " + Errno.words(errno));
        };
    }

    private static IOException cannot(String purpose, int errno) {
        if (errno == Errno.EPERM || errno == Errno.ENOSYS) {
            throw new SlipwayException.BadInput(Problem.of("cannot " + purpose + " for the step: " + Errno.words(errno))
                    .hint(errno == Errno.ENOSYS ? "the embedded sandbox needs Linux 5.12 or newer"
                            : "this machine or container forbids it; a security profile (seccomp, AppArmor) may be in "
                                    + "the way, or name an OCI runtime"));
        }
        return new IOException("cannot " + purpose + " for the step: " + Errno.words(errno));
    }
}
