package slipway.build.operation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import slipway.build.files.Attributes;
import slipway.build.files.CopyLayout;
import slipway.build.plan.Vertex;
import slipway.build.run.execute.ProcessSpec;
import slipway.build.solve.CacheKey;
import slipway.build.solve.Operation;

/// Makes a directory and its parents where they are missing, owned by the stage's user.
final class MakeDirectoryOperation implements Operation<StepResult> {

    private final Vertex.MakeDirectory vertex;
    private final BuildEnvironment environment;

    MakeDirectoryOperation(Vertex.MakeDirectory vertex, BuildEnvironment environment) {
        this.vertex = vertex;
        this.environment = environment;
    }

    @Override
    public CacheKey key(List<Solved<StepResult>> inputs) {
        return CacheKey.builder("directory.v1")
                .add("parent", inputs.getFirst().key())
                .add("path", vertex.path())
                .add("user", vertex.user())
                .add("epoch", Long.toString(vertex.epoch()))
                .build();
    }

    @Override
    public Optional<StepResult> recall(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        return LayerStep.recall(key, inputs, environment);
    }

    @Override
    public StepResult execute(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        Stack stack = LayerStep.stack(inputs);
        Optional<Attributes.Owner> owner = Optional.empty();
        if (!vertex.user().isEmpty()) {
            ProcessSpec.User user = Users.of(stack).resolve(vertex.user()).user();
            owner = Optional.of(new Attributes.Owner(user.uid(), user.gid()));
        }
        var layout = new CopyLayout(stack.tree(), new Attributes(owner, Optional.empty(),
                vertex.epoch(), Attributes.Times.EPOCH));
        layout.makeDirectories(vertex.path());
        return LayerStep.write(key, stack, layout.layer(), vertex.epoch(), environment);
    }
}
