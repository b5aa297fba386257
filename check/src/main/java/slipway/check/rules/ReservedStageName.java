package slipway.check.rules;

import java.util.Set;
import java.util.function.Consumer;
import slipway.check.Finding;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.View;
import slipway.dockerfile.Stage;
import slipway.dockerfile.Word;

/// A stage called `scratch` or `context`, which mean something else.
public final class ReservedStageName implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck(
            "ReservedStageName", "Reserved words should not be used as stage names", RuleInfo.Tag.CORRECTNESS);

    private static final Set<String> RESERVED = Set.of("context", "scratch");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (Stage stage : view.file().stages()) {
            stage.name().filter(RESERVED::contains).ifPresent(name -> {
                String message = "Stage name should not use the same name as reserved stage \"" + name + "\"";
                Word word = stage.from().stageName().orElse(stage.from().keyword());
                report.accept(new Finding(INFO, message, word.span(), stage.from().span()));
            });
        }
    }
}
