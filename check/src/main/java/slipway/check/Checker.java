package slipway.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.check.view.View;
import slipway.dockerfile.Comment;
import slipway.dockerfile.Instruction;

/// Runs rules over a file and keeps the findings that nobody silenced.
///
/// Two things silence: the settings of the whole file ([CheckSettings#of]), and a comment directly above an instruction,
/// `# check=skip=RULE`, which speaks of that instruction alone. Such a comment may also ask for an experimental rule. What
/// stands behind a space in it is for readers.
public final class Checker {

    private final List<Rule> rules;

    /// @param rules in any order
    public Checker(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /// The findings in the order of the text. Settings that make no sense are an error, see [CheckSettings#of].
    public Report check(View view) {
        CheckSettings settings = CheckSettings.of(view);
        var local = new LocalSettings(view);
        var findings = new ArrayList<Finding>();
        for (Rule rule : rules) {
            RuleInfo info = rule.info();
            boolean runs = settings.runs(info);
            if (!runs && !local.mayRun(info)) continue;
            rule.check(view, finding -> {
                if (local.at(finding).map(here -> !here.skip().contains(info) && (runs || asksFor(here, info)))
                        .orElse(runs)) findings.add(finding);
            });
        }
        findings.sort(Finding.IN_ORDER);
        return new Report(view.source(), findings, settings.outcome(), view.problem());
    }

    private static boolean asksFor(CheckSettings here, RuleInfo rule) {
        return rule.maturity() == RuleInfo.Maturity.EXPERIMENTAL && here.experimental().contains(rule);
    }

    /// The comments that speak of one instruction each.
    private static final class LocalSettings {

        private record Local(Instruction instruction, CheckSettings settings) {}

        private final List<Local> all = new ArrayList<>();

        LocalSettings(View view) {
            for (Instruction instruction : view.file().instructions()) {
                view.commentsDirectlyAbove(instruction).stream().map(Comment::text)
                        .flatMap(comment -> CheckSettings.ofComment(comment).stream())
                        .findFirst()
                        .ifPresent(settings -> all.add(new Local(instruction, settings)));
            }
        }

        boolean mayRun(RuleInfo rule) {
            return all.stream().anyMatch(local -> asksFor(local.settings, rule));
        }

        Optional<CheckSettings> at(Finding finding) {
            int start = finding.statement().start();
            return all.stream().filter(local -> local.instruction.span().contains(start)).map(Local::settings).findFirst();
        }
    }
}
