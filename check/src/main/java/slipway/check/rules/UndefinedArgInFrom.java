package slipway.check.rules;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import slipway.check.Finding;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.FromView;
import slipway.check.view.Use;
import slipway.check.view.View;

/// A variable in `FROM` that no `ARG` before the first stage declares.
public final class UndefinedArgInFrom implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck(
            "UndefinedArgInFrom", "FROM command must use declared ARGs", RuleInfo.Tag.CORRECTNESS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (FromView from : view.froms()) {
            for (Use use : Stream.concat(Stream.of(from.image()), from.platform().stream()).toList()) {
                for (String name : use.missing()) {
                    if (!from.known().contains(name)) report.accept(finding(from, use, name));
                }
            }
        }
    }

    private static Finding finding(FromView from, Use use, String name) {
        Optional<String> near = Nearest.to(name, from.known());
        String message = "FROM argument '" + name + "' is not declared"
                + near.map(found -> " (did you mean " + found + "?)").orElse("");
        return new Finding(INFO, message, Nearest.place(use, name), from.stage().from().span());
    }
}
