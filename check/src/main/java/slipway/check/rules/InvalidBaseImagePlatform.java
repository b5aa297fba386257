package slipway.check.rules;

import java.util.Optional;
import java.util.function.Consumer;
import slipway.check.Finding;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.BaseImage;
import slipway.check.view.PlatformName;
import slipway.check.view.StageView;
import slipway.check.view.View;
import slipway.dockerfile.Instruction.From;

/// A base image that is there for another platform only. Of a base that is not known nothing is reported.
public final class InvalidBaseImagePlatform implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("InvalidBaseImagePlatform",
            "Base image platform does not match expected target platform", RuleInfo.Tag.PORTABILITY);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (StageView stage : view.stages()) {
            Optional<PlatformName> actual = stage.image().map(BaseImage::platform).flatMap(PlatformName::parse);
            if (actual.isEmpty() || isSame(stage.platform(), actual.get())) continue;
            From from = stage.stage().from();
            String name = view.froms().get(stage.stage().index()).image().text();
            String message = "Base image " + name + " was pulled with platform \"" + actual.get() + "\", expected \""
                    + stage.platform() + "\" for current build";
            report.accept(new Finding(INFO, message, from.image().span(), from.span()));
        }
    }

    private static boolean isSame(PlatformName wanted, PlatformName actual) {
        return wanted.os().equals(actual.os()) && wanted.architecture().equals(actual.architecture());
    }
}
