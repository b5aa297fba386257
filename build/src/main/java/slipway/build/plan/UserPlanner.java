package slipway.build.plan;

import slipway.dockerfile.Instruction;

/// `USER`: who later processes and the container run as. It is looked up when something runs.
final class UserPlanner {

    private UserPlanner() {}

    static void plan(Instruction.User user, StageState state) {
        String name = state.text(user.user());
        if (name.isEmpty()) throw state.error(user.span(), "USER needs a user", "the variable in it may be unset");
        state.user = name;
        state.remember("USER " + name);
    }
}
