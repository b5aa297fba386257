package slipway.build.plan;

import slipway.dockerfile.Instruction;

/// `ONBUILD`: an instruction for the builds that start from this image. As with BuildKit, history does not tell it.
final class OnBuildPlanner {

    private OnBuildPlanner() {}

    static void plan(Instruction.OnBuild instruction, StageState state) {
        state.onBuild.add(instruction.text());
    }
}
