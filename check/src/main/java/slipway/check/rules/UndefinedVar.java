package slipway.check.rules;

import java.util.Set;
import java.util.function.Consumer;
import slipway.check.Finding;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.Step;
import slipway.check.view.Use;
import slipway.check.view.Variables;
import slipway.check.view.View;

/// A variable in an instruction that nothing above sets or declares.
///
/// In a stage whose base image is not known any variable may be set, and nothing is reported.
public final class UndefinedVar implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck(
            "UndefinedVar", "Variables should be defined before their use", RuleInfo.Tag.CORRECTNESS);

    /// Arguments that steer a build and are variables nowhere.
    private static final Set<String> CONTROLS = Set.of("BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (Step step : view.steps()) {
            for (Use use : step.uses()) {
                Variables variables = use.variables();
                if (use.missing().isEmpty() || variables.knowledge() == Variables.Knowledge.PARTIAL) continue;
                for (String name : use.missing()) {
                    if (!variables.isDeclared(name) && !CONTROLS.contains(name)) report.accept(finding(step, use, name));
                }
            }
        }
    }

    private static Finding finding(Step step, Use use, String name) {
        String near = Nearest.to(name, use.variables().names()).map(found -> " (did you mean $" + found + "?)").orElse("");
        return new Finding(INFO, "Usage of undefined variable '$" + name + "'" + near, Nearest.place(use, name),
                step.statement());
    }
}
