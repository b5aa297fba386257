package slipway.build.plan;

import slipway.dockerfile.Instruction;

/// `USER`: who later processes and the container run as. It is looked up when something runs.
final class UserPlanner {

    private UserPlanner() {}

    static void plan(Instruction.User user, StageState state) {
        String name = state.text(user.user());
        state.user = name;
        state.remember("USER " + name);
    }
}
