package slipway.build.plan;

import java.util.regex.Pattern;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;

/// `ADD`: as `COPY`, and archives are unpacked.
final class AddPlanner {

    private static final Pattern REMOTE = Pattern.compile("(?i)^(https?|git|ssh)://.*|^git@.*");

    private AddPlanner() {}

    static void plan(Instruction.Add add, StageState state) {
        for (Word source : add.sources()) {
            if (REMOTE.matcher(state.text(source)).matches()) {
                throw state.error(source.span(), "ADD from a URL or a repository is not supported yet",
                        "fetch it in a RUN of an earlier stage");
            }
        }
        boolean unpack = add.unpack().orElse(true);
        CopyPlanner.transfer(add, "ADD", unpack ? Vertex.Archives.UNPACK : Vertex.Archives.COPY, state);
    }
}
