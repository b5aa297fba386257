package slipway.check;

import java.util.List;
import java.util.Optional;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

/// What came of checking one file.
///
/// @param findings in the order of the text
/// @param outcome what the file's settings want findings to do to a build
/// @param problem what made it impossible to look further: a build of the file would fail with this
public record Report(
        Source source, List<Finding> findings, CheckSettings.Outcome outcome, Optional<SlipwayException> problem) {

    public Report {
        findings = List.copyOf(findings);
    }

    /// Whether a build must not go on.
    public boolean failsBuild() {
        return outcome == CheckSettings.Outcome.FAIL && !findings.isEmpty();
    }

    /// The names of the rules that found something, each once, sorted.
    public List<String> rules() {
        return findings.stream().map(finding -> finding.rule().name()).distinct().sorted().toList();
    }
}
