package slipway.cli.bake;

import java.util.Optional;
import slipway.bake.Target;
import slipway.build.BuildRequest;
import slipway.cli.Call;
import slipway.cli.check.CallOption;

/// A target that can be built.
///
/// @param call the use of `slipway build` that the target amounts to
record TargetRequest(Target target, Call call, BuildRequest request) {

    /// What is to be done with the Dockerfile besides building it.
    Optional<CallOption> asked() {
        return CallOption.of(call.arguments());
    }
}
