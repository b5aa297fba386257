package slipway.check.rules;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import slipway.check.Finding;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.View;
import slipway.dockerfile.Stage;
import slipway.dockerfile.Word;

/// A stage with the name of an earlier one, which nobody can reach by name any more.
public final class DuplicateStageName implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck(
            "DuplicateStageName", "Stage names should be unique", RuleInfo.Tag.CORRECTNESS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        Set<String> seen = new HashSet<>();
        for (Stage stage : view.file().stages()) {
            if (stage.name().isEmpty() || seen.add(stage.name().get())) continue;
            String message = "Duplicate stage name \"" + stage.name().get() + "\", stage names should be unique";
            Word name = stage.from().stageName().orElse(stage.from().keyword());
            report.accept(new Finding(INFO, message, name.span(), stage.from().span()));
        }
    }
}
