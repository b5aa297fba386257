package slipway.check.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import slipway.check.Finding;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.StageView;
import slipway.check.view.Step;
import slipway.check.view.Use;
import slipway.check.view.View;
import slipway.dockerfile.Instruction;

/// A first `WORKDIR` that depends on the directory of the base image.
///
/// Later ones depend on the first, so one finding is enough.
public final class WorkdirRelativePath implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("WorkdirRelativePath",
            "Relative workdir without an absolute workdir declared within the build can have unexpected results if the base "
                    + "image changes", RuleInfo.Tag.PORTABILITY);

    private static final Pattern WINDOWS_ABSOLUTE = Pattern.compile("(?:[A-Za-z]:)?[\\\\/].*", Pattern.DOTALL);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        Map<Integer, Boolean> set = new HashMap<>();
        for (StageView stage : view.stages()) {
            boolean seen = stage.parent().filter(parent -> set.get(parent.stage().index())).isPresent();
            for (Step step : stage.steps()) {
                if (!(step.instruction() instanceof Instruction.Workdir workdir)) continue;
                Use path = step.use(workdir.path());
                if (!seen && !isAbsolute(path.text(), stage.platform().os())) {
                    report.accept(new Finding(INFO, "Relative workdir " + GoText.quoted(path.text())
                            + " can have unexpected results if the base image changes", path.place(), step.statement()));
                }
                seen = true;
            }
            set.put(stage.stage().index(), seen);
        }
    }

    private static boolean isAbsolute(String path, String system) {
        return system.equals("windows") ? WINDOWS_ABSOLUTE.matcher(path).matches() : path.startsWith("/");
    }
}
