package slipway.check.rules;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import slipway.check.Edit;
import slipway.check.Finding;
import slipway.check.Fix;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.Step;
import slipway.check.view.View;
import slipway.diagnostics.Span;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Instruction.Pair;

/// `ENV key value` and `LABEL key value`, without `=`.
public final class LegacyKeyValueFormat implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("LegacyKeyValueFormat",
            "Legacy key/value format with whitespace separator should not be used", RuleInfo.Tag.DEPRECATED);

    private static final Pattern SPACE = Pattern.compile("\\s");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (Step step : view.steps()) {
            if (step.instruction() instanceof Instruction.Env(_, var pairs, Instruction.Form form)
                    && form == Instruction.Form.LEGACY) report.accept(finding(step, pairs.getFirst(), view));
            if (step.instruction() instanceof Instruction.Label(_, var pairs, Instruction.Form form)
                    && form == Instruction.Form.LEGACY) report.accept(finding(step, pairs.getFirst(), view));
        }
    }

    private static Finding finding(Step step, Pair pair, View view) {
        String name = step.instruction().keyword().text();
        String message = "\"" + name + " key=value\" should be used instead of legacy \"" + name + " key value\" format";
        Span all = pair.key().span().to(pair.value().span());
        var finding = new Finding(INFO, message, step.place(all), step.statement());
        return step.isWritten() ? fix(pair, view.file().escape()).map(finding::repairedBy).orElse(finding) : finding;
    }

    /// Safe, because a value with spaces gets quotes only if it has none and escapes nothing: then they mean the same.
    private static Optional<Fix> fix(Pair pair, char escape) {
        String key = pair.key().text();
        String value = pair.value().text();
        boolean whole = value.length() == pair.value().span().length() && key.length() == pair.key().span().length();
        boolean special = value.indexOf('"') >= 0 || value.indexOf('\'') >= 0 || value.indexOf(escape) >= 0;
        boolean spaces = SPACE.matcher(value).find();
        if (!whole || spaces && special || key.indexOf('"') >= 0 || key.indexOf('\'') >= 0 || key.indexOf('=') >= 0) {
            return Optional.empty();
        }
        String text = key + "=" + (spaces ? "\"" + value + "\"" : value);
        return Optional.of(Fix.safe("Write =", new Edit(pair.key().span().to(pair.value().span()), text)));
    }
}
