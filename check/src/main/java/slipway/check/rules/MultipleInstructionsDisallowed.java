package slipway.check.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import slipway.check.Finding;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.StageView;
import slipway.check.view.Step;
import slipway.check.view.View;

/// A second `CMD`, `ENTRYPOINT` or `HEALTHCHECK` in a stage. The finding is on the earlier one, which has no effect.
public final class MultipleInstructionsDisallowed implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("MultipleInstructionsDisallowed",
            "Multiple instructions of the same type should not be used in the same stage", RuleInfo.Tag.CORRECTNESS);

    private static final Set<String> ONCE = Set.of("CMD", "ENTRYPOINT", "HEALTHCHECK");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (StageView stage : view.stages()) {
            Map<String, Step> seen = new HashMap<>();
            for (Step step : stage.steps()) {
                String name = step.instruction().name();
                if (!ONCE.contains(name)) continue;
                Optional<Step> earlier = Optional.ofNullable(seen.put(name, step));
                earlier.ifPresent(lost -> report.accept(new Finding(INFO, "Multiple " + step.instruction().keyword()
                        + " instructions should not be used in the same stage because only the last one will be used",
                        lost.place(lost.instruction().keyword().span()), lost.statement())));
            }
        }
    }
}
