package slipway.build.builder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import slipway.build.builder.Rehearsed.Outlook;
import slipway.build.operation.StepResult;
import slipway.build.plan.Plan;
import slipway.build.plan.Vertex;
import slipway.build.solve.CacheKey;
import slipway.build.solve.Operation;

/// Goes through a plan and asks the cache for each step, running none.
final class Rehearsal {

    /// Finds out how many bytes of a base are missing.
    interface Missing {
        long bytes(Vertex.Base base) throws IOException;
    }

    /// Whether what a step gives can only be known by fetching it.
    interface Unknown {
        boolean test(Vertex vertex) throws IOException;
    }

    private final Missing missing;
    private final Unknown unknown;
    private final Map<Vertex.Ref, Operation.Solved<StepResult>> known = new HashMap<>();

    Rehearsal(Missing missing, Unknown unknown) {
        this.missing = missing;
        this.unknown = unknown;
    }

    /// What becomes of a step, after its inputs have been asked about.
    Rehearsed.Step of(Plan.Planned step, Operation<StepResult> operation) throws IOException {
        var inputs = new ArrayList<Operation.Solved<StepResult>>();
        for (Vertex.Ref input : step.vertex().inputs()) {
            Operation.Solved<StepResult> solved = known.get(input);
            if (solved == null) return step(step, Outlook.DEPENDS, OptionalLong.empty());
            inputs.add(solved);
        }
        if (unknown.test(step.vertex())) return step(step, Outlook.FETCH, OptionalLong.empty());
        CacheKey key = operation.key(List.copyOf(inputs));
        Optional<StepResult> result = step.mayBeRecalled() ? operation.rehearse(key, inputs) : Optional.empty();
        if (result.isPresent()) {
            known.put(step.ref(), new Operation.Solved<>(operation.published(key, result.get()), result.get()));
        }
        if (step.vertex() instanceof Vertex.Base base) {
            return step(step, result.isPresent() ? Outlook.CACHED : Outlook.FETCH,
                    OptionalLong.of(missing.bytes(base)));
        }
        if (!BuildProgress.isShownAsStep(step.vertex())) return step(step, Outlook.ALWAYS, OptionalLong.empty());
        return step(step, result.isPresent() ? Outlook.CACHED : Outlook.RUN, OptionalLong.empty());
    }

    private static Rehearsed.Step step(Plan.Planned step, Outlook outlook, OptionalLong download) {
        return new Rehearsed.Step(step.ref().digest(), step.name(), step.location(), outlook, download);
    }
}
