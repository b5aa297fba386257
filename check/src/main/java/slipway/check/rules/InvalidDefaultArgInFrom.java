package slipway.check.rules;

import java.util.function.Consumer;
import slipway.check.Finding;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.FromView;
import slipway.check.view.ImageName;
import slipway.check.view.View;
import slipway.dockerfile.Instruction.From;

/// A `FROM` that names no image unless the build is given an argument.
public final class InvalidDefaultArgInFrom implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("InvalidDefaultArgInFrom",
            "Default value for global ARG results in an empty or invalid base image name", RuleInfo.Tag.CORRECTNESS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (FromView fromView : view.froms()) {
            if (fromView.byDefault().filter(name -> !ImageName.isValid(name)).isEmpty()) continue;
            From from = fromView.stage().from();
            String message = "Default value for ARG " + from.image() + " results in empty or invalid base image name";
            report.accept(new Finding(INFO, message, from.image().span(), from.span()));
        }
    }
}
