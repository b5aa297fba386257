package slipway.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import slipway.check.report.Lines;
import slipway.check.rules.Rules;
import slipway.check.view.View;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.parse.Parser;

/// Checks each case's file with all build checks and compares the findings with `findings.txt`.
///
/// A line says rule, lines, the exact text, message, and the fix if there is one. What is missing is written, and the test
/// fails so that someone looks at it; `SLIPWAY_ACCEPT=1` in the environment rewrites what differs.
final class CheckCasesTest {

    private static final Checker CHECKER = new Checker(Rules.buildChecks());

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return CheckCases.all().stream().map(folder ->
                DynamicTest.dynamicTest(CheckCases.FOLDER.relativize(folder).toString(), () -> check(folder)));
    }

    @Test
    void everyRuleHasACaseThatFindsSomething() throws IOException {
        var missing = new ArrayList<>(Rules.all().stream().map(rule -> rule.info().name()).toList());
        for (Path folder : CheckCases.all()) {
            Report report = CHECKER.check(CheckCases.view(folder));
            if (!report.findings().isEmpty()) missing.remove(folder.getParent().getFileName().toString());
        }
        assertThat(missing).isEmpty();
    }

    private static void check(Path folder) throws IOException {
        View view = CheckCases.view(folder);
        Report report = CHECKER.check(view);
        String actual = text(report);
        Path expected = folder.resolve("findings.txt");
        if (!Files.exists(expected) || "1".equals(System.getenv("SLIPWAY_ACCEPT"))
                && !actual.equals(Files.readString(expected))) {
            Files.writeString(expected, actual);
            fail("wrote " + expected + "; review it");
        }
        assertThat(actual).isEqualTo(Files.readString(expected));
        fixesConverge(view, report);
    }

    private static String text(Report report) {
        var out = new StringBuilder();
        for (Finding finding : report.findings()) {
            Lines lines = Lines.of(report.source(), finding.statement());
            out.append(finding.rule().name()).append(' ').append(lines.first()).append('-').append(lines.last())
                    .append(" <").append(report.source().text(finding.span()).replace("\r", "\\r").replace("\n", "\\n")).append("> ")
                    .append(finding.message()).append('\n');
            finding.fix().ifPresent(fix -> out.append("  ").append(fix.safety()).append(": ").append(fix.title())
                    .append('\n'));
        }
        report.problem().ifPresent(problem -> out.append("problem: ").append(problem.problem().message()).append('\n'));
        return out.toString();
    }

    /// Fixes leave a file that parses, and after a few rounds nothing to fix.
    private static void fixesConverge(View view, Report report) {
        View fixed = view;
        Report left = report;
        for (int round = 0; round < 4; round++) {
            List<Edit> edits = edits(left);
            if (edits.isEmpty()) return;
            Dockerfile file = Parser.parse(Source.of("Dockerfile", Edit.apply(fixed.source().text(), edits)));
            fixed = View.of(file, view.given());
            assertThat(fixed.problem().isPresent()).as(file.source().text()).isEqualTo(view.problem().isPresent());
            left = CHECKER.check(fixed);
        }
        assertThat(edits(left)).as(fixed.source().text()).isEmpty();
    }

    /// The edits of all fixes; where two overlap, those of the first.
    private static List<Edit> edits(Report report) {
        var edits = new ArrayList<Edit>();
        for (Finding finding : report.findings()) {
            List<Edit> more = finding.fix().map(Fix::edits).orElse(List.of());
            if (more.stream().noneMatch(edit -> overlaps(edits, edit.span()))) edits.addAll(more);
        }
        return edits;
    }

    private static boolean overlaps(List<Edit> edits, Span span) {
        return edits.stream().anyMatch(edit -> edit.span().start() < span.end() && span.start() < edit.span().end());
    }
}
