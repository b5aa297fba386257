package slipway.cli.check;

import slipway.build.BuildRequest;
import slipway.build.builder.Builder;
import slipway.check.Report;
import slipway.check.outline.Outline;
import slipway.check.outline.Targets;
import slipway.check.report.BuildCheckText;
import slipway.check.view.BaseImages;
import slipway.check.view.Given;
import slipway.check.view.View;
import slipway.cli.Call;
import slipway.diagnostics.SlipwayException;
import slipway.image.Platform;

/// Answers `--check` and `--call` in the words of `docker buildx build`.
public final class DockerfileCall {

    private final Call call;
    private final Builder builder;
    private final BuildRequest request;

    public DockerfileCall(Call call, Builder builder, BuildRequest request) {
        this.call = call;
        this.builder = builder;
        this.request = request;
    }

    /// Prints the answer.
    ///
    /// @return what the process ends with: 1 if a check found something
    public int answer(CallOption option) {
        return switch (option.method()) {
            case CHECK -> check(option.format());
            case OUTLINE -> outline(option.format());
            case TARGETS -> targets(option.format());
            case DESCRIBE -> {
                print(switch (option.format()) {
                    case TEXT -> Methods.text();
                    case JSON -> Methods.json().toPrettyText();
                });
                yield 0;
            }
        };
    }

    private int check(CallOption.Format format) {
        var bases = new CheckedBases(builder, request, request.pull());
        Report report = new BuildChecks(call, builder, request).report(Given.Stages.ALL, bases);
        print(switch (format) {
            case TEXT -> BuildCheckText.of(report);
            case JSON -> CheckJson.of(report).toPrettyText();
        });
        note(bases);
        report.problem().ifPresent(DockerfileCall::raise);
        return report.findings().isEmpty() ? 0 : 1;
    }

    private int outline(CallOption.Format format) {
        var bases = new CheckedBases(builder, request, request.pull());
        View view = view(Given.Stages.NEEDED, bases);
        view.problem().ifPresent(DockerfileCall::raise);
        Outline outline = Outline.of(view).orElseThrow(() -> new IllegalStateException("no target and no problem"));
        print(switch (format) {
            case TEXT -> outline.text();
            case JSON -> OutlineJson.of(outline).toPrettyText();
        });
        note(bases);
        return 0;
    }

    private int targets(CallOption.Format format) {
        Targets targets = Targets.of(view(Given.Stages.NEEDED, BaseImages.unknown()));
        print(switch (format) {
            case TEXT -> targets.text();
            case JSON -> OutlineJson.of(targets).toPrettyText();
        });
        return 0;
    }

    private View view(Given.Stages stages, BaseImages bases) {
        Platform platform = request.platforms().getFirst();
        return new BuildChecks(call, builder, request).view(platform, stages, bases);
    }

    private void note(CheckedBases bases) {
        bases.missing().forEach((name, reason) -> call.say("note: the base " + name
                + " could not be looked up, and what depends on it was not checked: " + reason));
    }

    private static void raise(SlipwayException problem) {
        throw problem;
    }

    private void print(String text) {
        call.console().out().print(text);
    }
}
