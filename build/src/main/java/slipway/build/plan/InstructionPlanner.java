package slipway.build.plan;

import slipway.dockerfile.Instruction;

/// Finds the planner of an instruction.
final class InstructionPlanner {

    private InstructionPlanner() {}

    static void plan(Instruction instruction, StageState state) {
        switch (instruction) {
            case Instruction.From from -> throw new IllegalStateException("a stage begins with " + from
                    + ", it does not hold it");
            case Instruction.Run run -> RunPlanner.plan(run, state);
            case Instruction.Copy copy -> CopyPlanner.plan(copy, state);
            case Instruction.Add add -> AddPlanner.plan(add, state);
            case Instruction.Env env -> EnvPlanner.plan(env, state);
            case Instruction.Label label -> LabelPlanner.plan(label, state);
            case Instruction.Unset unset -> UnsetPlanner.plan(unset, state);
            case Instruction.Arg arg -> ArgPlanner.plan(arg, state);
            case Instruction.Workdir workdir -> WorkdirPlanner.plan(workdir, state);
            case Instruction.User user -> UserPlanner.plan(user, state);
            case Instruction.Cmd cmd -> CmdPlanner.plan(cmd, state);
            case Instruction.Entrypoint entrypoint -> EntrypointPlanner.plan(entrypoint, state);
            case Instruction.Expose expose -> ExposePlanner.plan(expose, state);
            case Instruction.Volume volume -> VolumePlanner.plan(volume, state);
            case Instruction.StopSignal signal -> StopSignalPlanner.plan(signal, state);
            case Instruction.Shell shell -> ShellPlanner.plan(shell, state);
            case Instruction.HealthCheck check -> HealthCheckPlanner.plan(check, state);
            case Instruction.OnBuild trigger -> OnBuildPlanner.plan(trigger, state);
            case Instruction.Maintainer maintainer -> MaintainerPlanner.plan(maintainer, state);
        }
    }
}
