package slipway.build.plan;

import java.util.List;
import slipway.dockerfile.Instruction;

/// `VOLUME`: directories whose content outlives the container.
final class VolumePlanner {

    private VolumePlanner() {}

    static void plan(Instruction.Volume volume, StageState state) {
        List<String> paths = volume.paths().stream().map(word -> {
            String path = state.text(word);
            if (path.isEmpty()) throw state.error(word.span(), "VOLUME specified can not be an empty string",
                    "the variable in it may be unset");
            return path;
        }).toList();
        state.volumes.addAll(paths);
        state.remember("VOLUME " + GoNotation.plainList(paths));
    }
}
