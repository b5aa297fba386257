package slipway.check.report;

import java.util.List;
import slipway.check.Finding;
import slipway.check.Report;

/// What `build --check` prints: how many findings there are, then each with its rule, its page and the lines.
public final class BuildCheckText {

    private BuildCheckText() {}

    /// In the form that `docker buildx build --check` has, so that what reads that reads this.
    public static String of(Report report) {
        List<Finding> findings = report.findings();
        var out = new StringBuilder("Check complete, ").append(summary(findings.size())).append('\n');
        for (Finding finding : findings) {
            out.append("\nWARNING: ").append(finding.rule().name()).append(" - ").append(finding.rule().page()).append('\n')
                    .append(finding.message()).append('\n')
                    .append(Excerpt.of(report.source(), finding.statement()));
        }
        return out.toString();
    }

    private static String summary(int count) {
        return switch (count) {
            case 0 -> "no warnings found.";
            case 1 -> "1 warning has been found!";
            default -> count + " warnings have been found!";
        };
    }
}
