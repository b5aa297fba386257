package slipway.check.rules;

import java.util.Locale;
import java.util.function.Consumer;
import slipway.check.Edit;
import slipway.check.Finding;
import slipway.check.Fix;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.Step;
import slipway.check.view.Use;
import slipway.check.view.View;
import slipway.dockerfile.Instruction;

/// `EXPOSE 80/TCP`: a protocol in capital letters.
public final class ExposeProtoCasing implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("ExposeProtoCasing",
            "Protocol in EXPOSE instruction should be lowercase", RuleInfo.Tag.READABILITY);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (Step step : view.steps()) {
            if (!(step.instruction() instanceof Instruction.Expose)) continue;
            for (Use use : step.uses()) {
                for (String port : use.words()) check(port, use, step, report);
            }
        }
    }

    private static void check(String port, Use use, Step step, Consumer<Finding> report) {
        int slash = port.indexOf('/');
        String protocol = slash < 0 ? "" : port.substring(slash + 1);
        String lower = protocol.toLowerCase(Locale.ROOT);
        if (protocol.equals(lower)) return;
        var finding = new Finding(INFO, "Defined protocol '" + port + "' in EXPOSE instruction should be lowercase",
                use.place(), step.statement());
        boolean written = step.isWritten() && use.word().text().equals(port) && use.place().length() == port.length();
        report.accept(written ? finding.repairedBy(
                Fix.safe("Write " + lower, new Edit(use.place(), port.substring(0, slash + 1) + lower))) : finding);
    }
}
