package slipway.bake.evaluate;

import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// How much work the evaluation of a definition may still be. Functions that call each other twice, each, can ask for more
/// than a lifetime of it in a few lines.
public final class Effort {

    private static final long STEPS = 5_000_000;
    private static final int DEPTH = 400;

    private long left = STEPS;
    private int depth;

    /// Takes a step.
    void spend(long steps, Location place) {
        left -= steps;
        if (left < 0) throw new SlipwayException.BadInput(Problem.at(place.source(), place.span(),
                "this definition takes too long to evaluate").hint("what is evaluated here is repeated too often"));
    }

    void enter(Location place) {
        if (++depth > DEPTH) throw new SlipwayException.BadInput(Problem.at(place.source(), place.span(),
                "this is nested too deeply"));
    }

    void leave() {
        depth--;
    }
}
