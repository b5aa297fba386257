package slipway.build.plan;

import slipway.dockerfile.Instruction;

/// `WORKDIR`: where later instructions and the container start. It is made if it is missing.
final class WorkdirPlanner {

    private WorkdirPlanner() {}

    static void plan(Instruction.Workdir workdir, StageState state) {
        String path = state.text(workdir.path());
        if (path.isEmpty()) throw state.error(workdir.span(), "WORKDIR needs a path", "the variable in it may be unset");
        state.directory = Paths.clean(path.startsWith("/") ? path : state.directory + "/" + path);
        String history = "WORKDIR " + state.directory;
        if (state.directory.equals("/")) {
            state.remember(history);
        } else {
            var vertex = new Vertex.MakeDirectory(state.files, state.directory, state.user, state.planning.epoch());
            state.rememberLayer(history, state.add(vertex, workdir));
        }
    }
}
