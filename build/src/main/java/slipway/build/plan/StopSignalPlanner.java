package slipway.build.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipway.diagnostics.Suggestion;
import slipway.dockerfile.Instruction;

/// `STOPSIGNAL`: what asks the container's program to end.
final class StopSignalPlanner {

    private static final List<String> NAMES = List.of("ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL",
            "INT", "IO",
            "IOT", "KILL", "PIPE", "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP",
                    "TTIN", "TTOU",
            "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ");

    private StopSignalPlanner() {}

    static void plan(Instruction.StopSignal instruction, StageState state) {
        String signal = state.text(instruction.signal());
        if (!isSignal(signal)) {
            List<String> names = NAMES.stream().map(name -> "SIG" + name).toList();
            throw state.error(instruction.signal().span(), "invalid signal: " + signal,
                    Suggestion.didYouMean(signal, names)
                            .orElse("a name such as SIGTERM or a number from 1 to 64 is expected"));
        }
        state.stopSignal = Optional.of(signal);
        state.remember("STOPSIGNAL " + signal);
    }

    private static boolean isSignal(String signal) {
        if (signal.matches("[+-]?\\d{1,18}")) return Long.parseLong(signal) != 0;
        String name = signal.toUpperCase(Locale.ROOT);
        if (name.startsWith("SIG")) name = name.substring(3);
        return NAMES.contains(name) || name.matches("RTM(IN(\\+([1-9]|1[0-5]))?|AX(-([1-9]|1[0-4]))?)");
    }
}
