package slipway.check.report;

import slipway.check.Finding;
import slipway.check.Report;

/// The few lines about findings that a build ends with.
public final class BuildWarnings {

    private BuildWarnings() {}

    /// A line that counts, and one for each finding: place, rule, message. Nothing if there are no findings.
    public static String of(Report report) {
        if (report.findings().isEmpty()) return "";
        int count = report.findings().size();
        var out = new StringBuilder(count == 1 ? "1 warning" : count + " warnings").append(" (--check shows the lines):\n");
        for (Finding finding : report.findings()) out.append("  ").append(line(report, finding)).append('\n');
        return out.toString();
    }

    /// `Dockerfile:3 StageNameCasing: …`
    static String line(Report report, Finding finding) {
        int line = report.source().line(finding.span().start());
        return report.source().name() + ":" + line + " " + finding.rule().name() + ": " + finding.message();
    }
}
