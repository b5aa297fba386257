package slipway.check.rules;

import java.util.function.Consumer;
import slipway.check.Finding;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.Step;
import slipway.check.view.Use;
import slipway.check.view.View;
import slipway.dockerfile.Instruction;

/// `EXPOSE 127.0.0.1:80:80`: an address or a port of the host, which `EXPOSE` cannot map.
public final class ExposeInvalidFormat implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("ExposeInvalidFormat",
            "IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in a "
                    + "future release", RuleInfo.Tag.CORRECTNESS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (Step step : view.steps()) {
            if (!(step.instruction() instanceof Instruction.Expose)) continue;
            for (Use use : step.uses()) {
                use.words().stream().filter(ExposeInvalidFormat::isMapping).forEach(port -> report.accept(new Finding(INFO,
                        "EXPOSE instruction should not define an IP address or host-port mapping, found '" + port + "'",
                        use.place(), step.statement())));
            }
        }
    }

    /// Whether something other than nothing stands before the last `:`.
    private static boolean isMapping(String port) {
        int colon = port.lastIndexOf(':');
        return colon > 0 && !port.substring(0, colon).equals(":");
    }
}
