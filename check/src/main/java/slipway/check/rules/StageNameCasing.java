package slipway.check.rules;

import java.util.Locale;
import java.util.function.Consumer;
import slipway.check.Edit;
import slipway.check.Finding;
import slipway.check.Fix;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.View;
import slipway.dockerfile.Stage;

/// A stage's name with capital letters.
public final class StageNameCasing implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck(
            "StageNameCasing", "Stage names should be lowercase", RuleInfo.Tag.READABILITY);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// Names are kept in lower case by builders, so writing them like that changes nothing.
    @Override
    public void check(View view, Consumer<Finding> report) {
        for (Stage stage : view.file().stages()) {
            stage.from().stageName().ifPresent(name -> {
                String lower = name.text().toLowerCase(Locale.ROOT);
                if (name.text().equals(lower)) return;
                String message = "Stage name '" + name + "' should be lowercase";
                report.accept(new Finding(INFO, message, name.span(), stage.from().span())
                        .repairedBy(Fix.safe("Write " + lower, new Edit(name.span(), lower))));
            });
        }
    }
}
