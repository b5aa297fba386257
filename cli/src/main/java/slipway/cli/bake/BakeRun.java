package slipway.cli.bake;

import static slipway.cli.build.BuildOptions.EXECUTOR;
import static slipway.cli.build.BuildOptions.PROGRESS;
import static slipway.cli.build.BuildOptions.SNAPSHOTTER;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import slipway.bake.Bake;
import slipway.bake.Key;
import slipway.bake.Resolution;
import slipway.bake.Target;
import slipway.build.BuildResult;
import slipway.check.Report;
import slipway.check.report.BuildWarnings;
import slipway.cli.Call;
import slipway.cli.build.BuildReport;
import slipway.cli.build.StopOnSignal;
import slipway.cli.build.WebDownloads;
import slipway.cli.build.Workbench;
import slipway.cli.check.BuildChecks;
import slipway.cli.progress.BothProgress;
import slipway.cli.progress.ProgressMode;
import slipway.cli.progress.ProgressView;
import slipway.cli.record.BuildRecords;
import slipway.cli.record.OpenRecord;
import slipway.diagnostics.Problem;
import slipway.diagnostics.ProblemPrinter;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.Json;
import slipway.registry.RemoteImages;

/// One use of `slipway bake`.
public final class BakeRun {

    private final Call call;
    private final RemoteImages registries;
    private final WebDownloads downloads;

    /// @param registries closed by this run
    public BakeRun(Call call, RemoteImages registries, WebDownloads downloads) {
        this.call = call;
        this.registries = registries;
        this.downloads = downloads;
    }

    /// What `--print` and `--list` ask for, which need no registry; otherwise the targets are built by [#build].
    ///
    /// @return whether that was all
    public static boolean shows(Call call) throws IOException {
        if (!call.arguments().has(BakeOptions.PRINT) && !call.arguments().has(BakeOptions.LIST)) return false;
        if (call.arguments().has(BakeOptions.PRINT) && call.arguments().has(BakeOptions.LIST)) {
            throw new SlipwayException.Usage(Problem.of("--print and --list contradict each other"));
        }
        Bake bake = Definitions.read(call);
        warn(call, bake);
        if (call.arguments().has(BakeOptions.PRINT)) call.print(Definitions.resolve(call, bake).print());
        else call.console().out().print(Listing.text(bake, call.arguments().value(BakeOptions.LIST).orElseThrow()));
        return true;
    }

    private static void warn(Call call, Bake bake) {
        var printer = new ProblemPrinter(call.console().colour());
        bake.definition().warnings().forEach(problem -> call.console().err().print(printer.print("warning", problem)));
    }

    /// Builds the targets, all in one plan, and answers what is asked of them besides.
    ///
    /// @return what the process ends with
    public int build() throws IOException, InterruptedException {
        Bake bake = Definitions.read(call);
        warn(call, bake);
        Resolution resolution = Definitions.resolve(call, bake);
        Permissions.check(call, resolution, call.arguments().values(BakeOptions.SET));
        resolution.targets().forEach(TargetWords::of);
        try (var stop = new StopOnSignal();
                var bench = Workbench.open(call, registries, downloads, call.arguments().value(EXECUTOR),
                        call.arguments().value(SNAPSHOTTER))) {
            List<TargetRequest> requests = new TargetRequests(call, bench).of(resolution).values().stream()
                    .filter(request -> request.target().role() == Target.Role.ASKED).toList();
            List<TargetRequest> builds = requests.stream().filter(request -> request.asked().isEmpty()).toList();
            checkStandardOutput(builds);
            if (!builds.isEmpty()) report(built(bench, builds, stop));
            List<TargetRequest> others = requests.stream().filter(request -> request.asked().isPresent()).toList();
            return others.isEmpty() ? 0 : new Answers(call, bench.builder()).print(others);
        }
    }

    /// A target, what came of it, and what the checks of its Dockerfile found.
    private record Built(Target target, BuildReport.Built built, Report warnings) {}

    private List<Built> built(Workbench bench, List<TargetRequest> requests, StopOnSignal stop) throws IOException,
            InterruptedException {
        var checks = new ArrayList<BuildChecks>();
        var built = new ArrayList<Built>();
        try (ProgressView progress = progress().open(call.console(), call.clock(), "Building")) {
            for (TargetRequest request : requests) {
                checks.add(new BuildChecks(request.call(), bench.builder(), request.request()));
                checks.getLast().before();
            }
            List<BuildReport.Built> results = recorded(bench, requests, progress, stop);
            for (int i = 0; i < requests.size(); i++) {
                built.add(new Built(requests.get(i).target(), results.get(i), checks.get(i).after()));
            }
        }
        return built;
    }

    /// Only one result can go to the standard output.
    private static void checkStandardOutput(List<TargetRequest> requests) {
        List<String> names = requests.stream().map(TargetRequest::target)
                .filter(target -> target.entries(Key.OUTPUT).stream()
                .anyMatch(entry -> entry.option().matches("(.*,)?dest=-(,.*)?"))).map(Target::name).toList();
        if (names.size() > 1) throw new SlipwayException.BadInput(Problem.of("several targets write to the standard output: "
                + String.join(", ", names)));
    }

    private List<BuildReport.Built> recorded(Workbench bench, List<TargetRequest> requests, ProgressView progress,
            StopOnSignal stop) throws IOException, InterruptedException {
        String source = "bake " + String.join(", ", requests.stream().map(request -> request.target().name()).toList());
        try (OpenRecord record = BuildRecords.of(bench.store(), call.clock()).begin(source)) {
            try {
                List<BuildResult> results = bench.builder().build(
                        requests.stream().map(TargetRequest::request).toList(), new BothProgress(progress, record.log()),
                        stop.cancellation());
                record.completed(results);
                var built = new ArrayList<BuildReport.Built>();
                for (int i = 0; i < results.size(); i++) {
                    built.add(new BuildReport.Built(requests.get(i).request(), results.get(i), record.id()));
                }
                return built;
            } catch (SlipwayException.Interrupted e) {
                record.interrupted();
                throw e;
            }
        }
    }

    private ProgressMode progress() {
        return ProgressMode.named(call.arguments().value(PROGRESS).or(() -> call.variable("BUILDKIT_PROGRESS"))
                .orElse("auto"));
    }

    private void report(List<Built> built) throws IOException {
        var metadata = Json.object();
        var lines = new ArrayList<String>();
        for (Built one : built) {
            var report = new BuildReport(call, one.built(), one.warnings());
            metadata.put(one.target().name(), report.metadata());
            lines.add("Built   " + one.target().name() + "  " + report.line());
        }
        var file = call.arguments().value(BakeOptions.METADATA_FILE);
        if (file.isPresent()) BuildReport.write(call.path(file.get()), metadata.build().toPrettyText());
        if (progress() == ProgressMode.QUIET || call.arguments().value(PROGRESS).orElse("").equals("rawjson")) return;
        call.say("");
        lines.forEach(call::say);
        for (Built one : built) {
            if (one.warnings().findings().isEmpty()) continue;
            call.say("");
            call.console().err().print(BuildWarnings.of(one.warnings()));
        }
    }
}
