package slipway.check;

import java.util.function.Consumer;
import slipway.check.view.View;

/// A check without state: the same view gives the same findings, in any order with other rules.
public interface Rule {

    RuleInfo info();

    /// Reports each place where the file does what this rule is about.
    ///
    /// Suppressions are none of its business: it reports everything, and [Checker] leaves out what is silenced.
    void check(View view, Consumer<Finding> report);
}
