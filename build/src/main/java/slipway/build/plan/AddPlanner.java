package slipway.build.plan;

import java.util.ArrayList;
import java.util.List;
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
        List<String> sources = add.sources().stream().map(state::text).toList();
        var pieces = new ArrayList<Vertex.Piece>();
        Vertex.Archives archives = add.unpack().orElse(true) ? Vertex.Archives.UNPACK : Vertex.Archives.COPY;
        if (!sources.isEmpty()) pieces.add(CopyPlanner.local(sources, archives, state));
        CopyPlanner.transfer(add, "ADD", sources, pieces, state);
    }
}
