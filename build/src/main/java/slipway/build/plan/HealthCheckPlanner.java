package slipway.build.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.dockerfile.Command;
import slipway.dockerfile.Instruction;
import slipway.image.HealthProbe;

/// `HEALTHCHECK`: how to ask the container whether it is well.
final class HealthCheckPlanner {

    private HealthCheckPlanner() {}

    static void plan(Instruction.HealthCheck instruction, StageState state) {
        HealthProbe probe = switch (instruction.check()) {
            case Instruction.Check.None() -> new HealthProbe(List.of("NONE"), 0, 0, 0, 0, 0);
            case Instruction.Check.Probe check -> new HealthProbe(test(check.command()), check.interval(), check.timeout(),
                    check.startPeriod(), check.startInterval(), check.retries());
        };
        state.healthProbe = Optional.of(probe);
        state.remember("HEALTHCHECK " + history(probe));
    }

    private static List<String> test(Command command) {
        return switch (command) {
            case Command.ExecForm form -> {
                var test = new ArrayList<>(List.of("CMD"));
                test.addAll(form.strings());
                yield test;
            }
            case Command.ShellForm(var text) -> List.of("CMD-SHELL", text.text());
        };
    }

    private static String history(HealthProbe probe) {
        return "&{" + GoNotation.quotedList(probe.test())
                + " \"" + GoNotation.duration(probe.interval())
                + "\" \"" + GoNotation.duration(probe.timeout())
                + "\" \"" + GoNotation.duration(probe.startPeriod())
                + "\" \"" + GoNotation.duration(probe.startInterval())
                + "\" " + GoNotation.character(probe.retries()) + "}";
    }
}
