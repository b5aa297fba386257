package slipway.cli.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import slipway.build.BuildRequest;
import slipway.build.BuildRequest.PullPolicy;
import slipway.build.builder.Builder;
import slipway.check.CheckSettings;
import slipway.check.Checker;
import slipway.check.Finding;
import slipway.check.Report;
import slipway.check.report.BuildWarnings;
import slipway.check.rules.Rules;
import slipway.check.view.BaseImages;
import slipway.check.view.Given;
import slipway.check.view.View;
import slipway.cli.Call;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.parse.Parser;
import slipway.image.Platform;

/// The checks that go along with a build.
///
/// Usually they wait until the build is done, since then all that they need of base images is in the store. With
/// `error=true` they come first.
public final class BuildChecks {

    private final Call call;
    private final Builder builder;
    private final BuildRequest request;
    private final Dockerfile file;

    /// Parses the request's Dockerfile.
    public BuildChecks(Call call, Builder builder, BuildRequest request) {
        this.call = call;
        this.builder = builder;
        this.request = request;
        this.file = Parser.parse(request.dockerfile());
    }

    /// Fails if the file wants findings to fail the build and there are some, or if what it says about checks makes no
    /// sense.
    public void before() {
        View view = DockerfileView.of(request, file, request.platforms().getFirst(), Given.Stages.NEEDED,
                BaseImages.unknown());
        if (CheckSettings.of(view).outcome() == CheckSettings.Outcome.WARN) return;
        Report report = report(Given.Stages.NEEDED, new CheckedBases(builder, request, request.pull()));
        if (!report.failsBuild()) return;
        call.console().err().print(BuildWarnings.of(report));
        throw new SlipwayException.BadInput(Problem.of("the checks found something: " + String.join(", ", report.rules()))
                .hint("check=error=true makes that fail the build"));
    }

    /// What there is to say about a file that was built.
    public Report after() {
        return report(Given.Stages.NEEDED, new CheckedBases(builder, request, PullPolicy.NEVER));
    }

    /// The findings for all platforms, each once.
    Report report(Given.Stages stages, CheckedBases bases) {
        SequencedSet<Finding> findings = new LinkedHashSet<>();
        var outcome = CheckSettings.Outcome.WARN;
        Optional<SlipwayException> problem = Optional.empty();
        for (Platform platform : request.platforms()) {
            Report report = new Checker(Rules.buildChecks()).check(view(platform, stages, bases));
            findings.addAll(report.findings());
            outcome = report.outcome();
            problem = problem.or(report::problem);
        }
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(Finding.IN_ORDER);
        return new Report(request.dockerfile(), sorted, outcome, problem);
    }

    View view(Platform platform, Given.Stages stages, BaseImages bases) {
        return DockerfileView.of(request, file, platform, stages, bases);
    }
}
