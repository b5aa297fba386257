package slipway.build.plan;

import slipway.dockerfile.Instruction;

/// `WORKDIR`: where later instructions and the container start. It is made if it is missing. An absolute path stays as it
/// is written, as BuildKit leaves it; nothing is made of it but the directory it leads to.
final class WorkdirPlanner {

    private WorkdirPlanner() {}

    static void plan(Instruction.Workdir workdir, StageState state) {
        String path = state.text(workdir.path());
        state.directory = path.startsWith("/") ? path : Paths.clean(state.directory + "/" + path);
        String history = "WORKDIR " + state.directory;
        if (state.directory.equals("/")) {
            state.remember(history);
        } else {
            var vertex = new Vertex.MakeDirectory(state.files, Paths.clean(state.directory), state.user,
                    state.planning.epoch());
            state.rememberLayer(history, state.add(vertex, workdir));
        }
    }
}
