package slipway.check.rules;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import slipway.check.Edit;
import slipway.check.Finding;
import slipway.check.Fix;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.FromView;
import slipway.check.view.Use;
import slipway.check.view.View;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Flag;
import slipway.dockerfile.Instruction.From;

/// `FROM --platform=$TARGETPLATFORM`, which says what holds anyway.
public final class RedundantTargetPlatform implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("RedundantTargetPlatform",
            "Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior",
            RuleInfo.Tag.READABILITY);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (FromView fromView : view.froms()) {
            Optional<Use> platform = fromView.platform().filter(use -> isTheTarget(use, view));
            if (platform.isEmpty()) continue;
            From from = fromView.stage().from();
            String message = "Setting platform to predefined " + platform.get().word()
                    + " in FROM is redundant as this is the default behavior";
            Span flag = from.head().flag("platform").map(Flag::span).orElse(platform.get().place());
            report.accept(new Finding(INFO, message, flag, from.span())
                    .repairedBy(Fix.safe("Leave it out", new Edit(withSpaces(flag, view.source()), ""))));
        }
    }

    private static boolean isTheTarget(Use use, View view) {
        return use.missing().isEmpty() && use.found().equals(Set.of("TARGETPLATFORM"))
                && view.globals().value("TARGETPLATFORM").filter(use.text()::equals).isPresent();
    }

    /// The option with the quotes it may end with, and the spaces after it.
    private static Span withSpaces(Span flag, Source source) {
        String text = source.text();
        int end = flag.end();
        while (end < text.length() && (text.charAt(end) == '"' || text.charAt(end) == '\'')) end++;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) end++;
        return new Span(flag.start(), end);
    }
}
