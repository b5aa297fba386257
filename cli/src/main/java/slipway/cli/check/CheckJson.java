package slipway.cli.check;

import java.util.List;
import slipway.check.Finding;
import slipway.check.Report;
import slipway.check.report.Lines;
import slipway.image.json.Json;

/// Findings in the JSON that `docker buildx` writes.
public final class CheckJson {

    private CheckJson() {}

    /// `--call=check,format=json`: the warnings, `null` if there are none, the source, and what a build would fail with.
    static Json.Obj of(Report report) {
        List<Json.Obj> warnings = report.findings().stream().map(finding -> warning(report, finding)).toList();
        var json = Json.object()
                .put("warnings", warnings.isEmpty() ? new Json.Null() : Json.array(warnings))
                .put("sources", Json.array(List.of(source(report))));
        report.problem().map(problem -> problem.problem()).ifPresent(problem -> json.put("buildError", Json.object()
                .put("message", problem.message())
                .put("location", Places.location(problem.location()))
                .build()));
        return json.build();
    }

    private static Json.Obj warning(Report report, Finding finding) {
        return Json.object()
                .put("ruleName", finding.rule().name())
                .put("description", finding.rule().summary())
                .put("url", finding.rule().page())
                .put("detail", finding.message())
                .put("location", Places.location(report.source(), finding.statement()))
                .build();
    }

    private static Json.Obj source(Report report) {
        return Json.object()
                .put("filename", report.source().name())
                .put("data", Places.encoded(report.source().text()))
                .put("language", "Dockerfile")
                .build();
    }

    /// `buildx.build.warnings` of a metadata file.
    public static Json.Arr forMetadata(Report report) {
        return Json.array(report.findings().stream().map(finding -> metadata(report, finding)).toList());
    }

    private static Json.Obj metadata(Report report, Finding finding) {
        int line = Lines.of(report.source(), finding.statement()).first();
        String text = finding.rule().name() + ": " + finding.message() + " (line " + line + ")";
        return Json.object()
                .put("level", 1)
                .put("short", Places.encoded(text))
                .put("detail", Json.strings(List.of(Places.encoded(finding.rule().summary()))))
                .put("url", finding.rule().page())
                .put("sourceInfo", source(report))
                .put("range", Places.ranges(report.source(), finding.statement()))
                .build();
    }
}
