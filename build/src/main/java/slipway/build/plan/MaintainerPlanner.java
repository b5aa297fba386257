package slipway.build.plan;

import java.util.Optional;
import slipway.dockerfile.Instruction;

/// `MAINTAINER`: the image's author.
final class MaintainerPlanner {

    private MaintainerPlanner() {}

    static void plan(Instruction.Maintainer maintainer, StageState state) {
        state.author = Optional.of(maintainer.author().text());
        state.remember("MAINTAINER " + maintainer.author().text());
    }
}
