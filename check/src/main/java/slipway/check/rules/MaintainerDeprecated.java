package slipway.check.rules;

import java.util.function.Consumer;
import slipway.check.Edit;
import slipway.check.Finding;
import slipway.check.Fix;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.View;
import slipway.diagnostics.Span;
import slipway.dockerfile.Instruction;

/// `MAINTAINER`, which a label replaced.
public final class MaintainerDeprecated implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("MaintainerDeprecated",
            "The MAINTAINER instruction is deprecated, use a label instead to define an image author",
            RuleInfo.Tag.DEPRECATED);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (Instruction instruction : view.file().instructions()) {
            if (instruction instanceof Instruction.Maintainer maintainer) {
                report.accept(new Finding(INFO, "Maintainer instruction is deprecated in favor of using label",
                        maintainer.keyword().span(), maintainer.span()).repairedBy(fix(maintainer, view.file().escape())));
            }
        }
    }

    /// Safe, because nothing that is built or run looks at the author's field. The text means itself, as it did before.
    private static Fix fix(Instruction.Maintainer maintainer, char escape) {
        var value = new StringBuilder();
        for (char c : maintainer.author().text().toCharArray()) {
            if (c == '"' || c == '$' || c == escape) value.append(escape);
            value.append(c);
        }
        boolean lower = Casing.of(maintainer.keyword().text()) == Casing.LOWER;
        String label = (lower ? "label" : "LABEL") + " org.opencontainers.image.authors=\"" + value + "\"";
        var all = new Span(maintainer.keyword().span().start(), maintainer.author().span().end());
        return Fix.safe("Write a label", new Edit(all, label));
    }
}
