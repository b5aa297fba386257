package slipway.cli.bake;

import static slipway.cli.build.BuildOptions.EXECUTOR;
import static slipway.cli.build.BuildOptions.PROGRESS;
import static slipway.cli.build.BuildOptions.SNAPSHOTTER;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import slipway.build.BuildRequest;
import slipway.build.BuildResult;
import slipway.bake.Bake;
import slipway.bake.Key;
import slipway.bake.Resolution;
import slipway.bake.Target;
import slipway.cli.Call;
import slipway.cli.build.BuildReport;
import slipway.cli.build.StopOnSignal;
import slipway.cli.build.Workbench;
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

    /// @param registries closed by this run
    public BakeRun(Call call, RemoteImages registries) {
        this.call = call;
        this.registries = registries;
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

    /// Builds the targets, all in one plan.
    public void build() throws IOException, InterruptedException {
        Bake bake = Definitions.read(call);
        warn(call, bake);
        Resolution resolution = Definitions.resolve(call, bake);
        Permissions.check(call, resolution, call.arguments().values(BakeOptions.SET));
        resolution.targets().forEach(TargetWords::of);
        List<Target> asked = resolution.targets().stream().filter(target -> target.role() == Target.Role.ASKED).toList();
        List<BuildResult> results;
        try (var stop = new StopOnSignal();
                var bench = Workbench.open(call, registries, call.arguments().value(EXECUTOR),
                        call.arguments().value(SNAPSHOTTER));
                ProgressView progress = progress().open(call.console(), call.clock(), "Building")) {
            SequencedMap<String, BuildRequest> requests = new TargetRequests(call, bench).of(resolution);
            List<BuildRequest> builds = asked.stream().map(target -> requests.get(target.name())).toList();
            checkStandardOutput(asked);
            results = recorded(bench, builds, asked, progress, stop);
        }
        report(asked, results);
    }

    /// Only one result can go to the standard output.
    private static void checkStandardOutput(List<Target> targets) {
        List<String> names = targets.stream().filter(target -> target.entries(Key.OUTPUT).stream()
                .anyMatch(entry -> entry.option().matches("(.*,)?dest=-(,.*)?"))).map(Target::name).toList();
        if (names.size() > 1) throw new SlipwayException.BadInput(Problem.of("several targets write to the standard output: "
                + String.join(", ", names)));
    }

    private List<BuildResult> recorded(Workbench bench, List<BuildRequest> requests, List<Target> targets,
            ProgressView progress,
            StopOnSignal stop) throws IOException, InterruptedException {
        String source = "bake " + String.join(", ", targets.stream().map(Target::name).toList());
        try (OpenRecord record = BuildRecords.of(bench.store(), call.clock()).begin(source)) {
            try {
                List<BuildResult> results = bench.builder().build(requests, new BothProgress(progress, record.log()),
                        stop.cancellation());
                record.completed(results);
                return results;
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

    private void report(List<Target> targets, List<BuildResult> results) throws IOException {
        var metadata = Json.object();
        var lines = new ArrayList<String>();
        for (int i = 0; i < targets.size(); i++) {
            var report = new BuildReport(call, results.get(i));
            metadata.put(targets.get(i).name(), report.metadata());
            lines.add(targets.get(i).name() + "  " + report.line());
        }
        var file = call.arguments().value(BakeOptions.METADATA_FILE);
        if (file.isPresent()) BuildReport.write(call.path(file.get()), metadata.build().toPrettyText());
        if (progress() == ProgressMode.QUIET || call.arguments().value(PROGRESS).orElse("").equals("rawjson")) return;
        call.say("");
        lines.forEach(line -> call.say("Built   " + line));
    }
}
