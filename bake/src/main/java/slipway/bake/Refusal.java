package slipway.bake;

import java.util.function.Supplier;
import slipway.bake.evaluate.FunctionFailed;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Errors about a place in a definition.
final class Refusal {

    private Refusal() {}

    static SlipwayException.BadInput at(Location place, String message) {
        return new SlipwayException.BadInput(Problem.at(place.source(), place.span(), message));
    }

    static SlipwayException.BadInput at(Location place, String message, String hint) {
        return new SlipwayException.BadInput(Problem.at(place.source(), place.span(), message).hint(hint));
    }

    /// Does something that may fail because of what stands at a place.
    static <T> T placed(Location place, String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (FunctionFailed e) {
            throw at(place, what + ": " + e.getMessage());
        }
    }
}
