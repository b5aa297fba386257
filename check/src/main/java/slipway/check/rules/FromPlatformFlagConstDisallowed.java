package slipway.check.rules;

import java.util.Optional;
import java.util.function.Consumer;
import slipway.check.Finding;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.FromView;
import slipway.check.view.PlatformName;
import slipway.check.view.Use;
import slipway.check.view.View;

/// `FROM --platform=linux/amd64`, which keeps the file from being built for others.
///
/// A stage whose name has the system or the architecture in it is meant for that one.
public final class FromPlatformFlagConstDisallowed implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("FromPlatformFlagConstDisallowed",
            "FROM --platform flag should not use a constant value", RuleInfo.Tag.PORTABILITY);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (FromView from : view.froms()) {
            Optional<Use> use = from.platform().filter(Use::isConstant);
            Optional<PlatformName> platform = use.flatMap(found -> PlatformName.parse(found.text()));
            if (platform.isEmpty() || isNamedFor(from.stage().name().orElse(""), platform.get())) continue;
            String message = "FROM --platform flag should not use constant value " + GoText.quoted(use.get().text());
            report.accept(new Finding(INFO, message, use.get().place(), from.stage().from().span()));
        }
    }

    private static boolean isNamedFor(String stage, PlatformName platform) {
        return stage.contains(platform.os()) || stage.contains(platform.architecture());
    }
}
