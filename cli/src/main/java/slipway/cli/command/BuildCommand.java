package slipway.cli.command;

import static slipway.cli.build.BuildOptions.BUILD_CONTEXT;
import static slipway.cli.build.BuildOptions.DRY_RUN;
import static slipway.cli.build.BuildOptions.EXECUTOR;
import static slipway.cli.build.BuildOptions.ON_FAILURE;
import static slipway.cli.build.BuildOptions.PROGRESS;
import static slipway.cli.build.BuildOptions.QUIET;
import static slipway.cli.build.BuildOptions.SNAPSHOTTER;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import slipway.build.Aftermath;
import slipway.build.BuildRequest;
import slipway.build.BuildResult;
import slipway.build.Output;
import slipway.check.Report;
import slipway.cli.Call;
import slipway.cli.build.BuildOptions;
import slipway.cli.build.BuildReport;
import slipway.cli.build.ContextLoader;
import slipway.cli.build.LoadedContext;
import slipway.cli.build.ProcessOptionsReader;
import slipway.cli.build.RequestReader;
import slipway.cli.build.StopOnSignal;
import slipway.cli.build.Workbench;
import slipway.cli.build.DryRun;
import slipway.cli.build.ShellOnFailure;
import slipway.cli.check.BuildChecks;
import slipway.cli.check.CallOption;
import slipway.cli.check.DockerfileCall;
import slipway.cli.progress.BothProgress;
import slipway.cli.progress.HeldProgress;
import slipway.cli.progress.ProgressMode;
import slipway.cli.progress.ProgressView;
import slipway.cli.record.BuildRecords;
import slipway.cli.record.OpenRecord;
import slipway.cli.spec.Page;
import slipway.diagnostics.SlipwayException;

/// `slipway build`: from a Dockerfile to an image.
final class BuildCommand implements Command {

    @Override
    public String name() {
        return "build";
    }

    @Override
    public Section section() {
        return Section.BUILD;
    }

    @Override
    public String summary() {
        return "Build an image from a Dockerfile";
    }

    @Override
    public Page page() {
        return BuildOptions.page(name(), summary());
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        var reader = new RequestReader(call);
        Optional<CallOption> asked = CallOption.of(call.arguments());
        BuildReport.Built built;
        Report warnings;
        boolean writesToOutput;
        try (var stop = new StopOnSignal();
                var bench = Workbench.open(call, Remote.images(call), Remote.downloads(call),
                        call.arguments().value(EXECUTOR), call.arguments().value(SNAPSHOTTER));
                ProgressView progress = progress(call).open(call.console(), call.clock(), "Building")) {
            var fetching = bench.fetching(ProcessOptionsReader.read(call));
            LoadedContext context = new ContextLoader(call, bench.store(), fetching).load();
            var contexts = bench.contexts(reader.platforms(), reader.locks()).resolve(context,
                    call.arguments().values(BUILD_CONTEXT), call.directory());
            BuildRequest request = reader.read(context, contexts);
            writesToOutput = request.outputs().stream().anyMatch(BuildCommand::isStandardOutput);
            if (asked.isPresent()) return new DockerfileCall(call, bench.builder(), request).answer(asked.get());
            var checks = new BuildChecks(call, bench.builder(), request);
            checks.before();
            if (call.arguments().has(DRY_RUN)) {
                new DryRun(call).print(bench.builder().rehearse(List.of(request), progress));
                return 0;
            }
            built = recorded(call, bench, request, progress, stop);
            warnings = checks.after();
        }
        var report = new BuildReport(call, built, warnings);
        report.writeFiles();
        if (call.arguments().has(QUIET)) {
            if (!writesToOutput) call.print(report.id());
        } else if (!call.arguments().value(PROGRESS).orElse("").equals("rawjson")) {
            report.print();
        }
        return 0;
    }

    /// Builds, and leaves a record of it.
    private static BuildReport.Built recorded(Call call, Workbench bench, BuildRequest request, ProgressView progress,
            StopOnSignal stop) throws IOException, InterruptedException {
        String source = request.dockerfile().name() + request.target().map(target -> " (" + target + ")").orElse("");
        try (OpenRecord record = BuildRecords.of(bench.store(), call.clock()).begin(source)) {
            try {
                var shown = new HeldProgress(new BothProgress(progress, record.log()));
                BuildResult result = bench.builder(aftermath(call, shown)).build(request, shown, stop.cancellation());
                record.completed(List.of(result));
                return new BuildReport.Built(request, result, record.id());
            } catch (SlipwayException.Interrupted e) {
                record.interrupted();
                throw e;
            }
        }
    }

    private static Aftermath aftermath(Call call, HeldProgress shown) {
        return opensShell(call) ? new ShellOnFailure(call, shown) : Aftermath.NONE;
    }

    private static boolean opensShell(Call call) {
        return call.arguments().value(ON_FAILURE).filter("shell"::equals).isPresent();
    }

    /// A picture and a shell cannot share a terminal.
    private static ProgressMode progress(Call call) {
        if (opensShell(call)) return ProgressMode.PLAIN;
        if (call.arguments().has(QUIET)) return ProgressMode.QUIET;
        return ProgressMode.named(call.arguments().value(PROGRESS).or(() -> call.variable("BUILDKIT_PROGRESS"))
                .orElse("auto"));
    }

    private static boolean isStandardOutput(Output output) {
        return switch (output) {
            case Output.Oci oci -> oci.destination() instanceof Output.Destination.StandardOutput;
            case Output.Docker docker -> docker.destination() instanceof Output.Destination.StandardOutput;
            case Output.Tar tar -> tar.destination() instanceof Output.Destination.StandardOutput;
            case Output.Image _, Output.Local _, Output.CacheOnly _ -> false;
        };
    }
}
