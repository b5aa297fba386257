package slipway.build.operation;

import java.util.Set;
import slipway.build.Progress;
import slipway.build.files.InlineFiles;
import slipway.build.plan.Plan;
import slipway.build.plan.Vertex;
import slipway.build.run.execute.OutputSink;
import slipway.build.solve.CacheKey;
import slipway.build.solve.Operation;

/// Finds what a vertex does.
public final class Operations {

    private final BuildEnvironment environment;
    private final Set<Vertex.Ref> unpacked;
    private final Progress progress;

    /// @param unpacked the steps whose files are going to be unpacked for a process
    /// @param progress hears what processes write and what is transferred
    public Operations(BuildEnvironment environment, Set<Vertex.Ref> unpacked, Progress progress) {
        this.environment = environment;
        this.unpacked = Set.copyOf(unpacked);
        this.progress = progress;
    }

    /// The operation of a planned step.
    ///
    /// @param step under which it is shown
    public Operation<StepResult> of(Plan.Planned planned, Progress.Step step) {
        Operation<StepResult> operation = renewable(planned, operation(planned, step));
        return planned.location().<Operation<StepResult>>map(location -> new LocatedOperation(operation, location))
                .orElse(operation);
    }

    private Operation<StepResult> renewable(Plan.Planned planned, Operation<StepResult> operation) {
        if (!(planned.vertex() instanceof Vertex.Exec)) return operation; // What is copied is all there is to a copy.
        return new RenewableOperation(operation, environment.cache(), planned.pragmas().isEmpty()
                ? RenewableOperation.Renewal.ON_REQUEST : RenewableOperation.Renewal.NOW_AND_THEN);
    }

    private Operation<StepResult> operation(Plan.Planned planned, Progress.Step step) {
        BuildEnvironment environment = planned.age().map(this.environment::withResultsNotOlderThan)
                .orElse(this.environment);
        return switch (planned.vertex()) {
            case Vertex.Base base -> new BaseOperation(base, environment,
                    unpacked.contains(planned.ref()) ? StoredLayer.Reading.UNPACKING : StoredLayer.Reading.LISTING,
                    StepTransfers.of(progress, step));
            case Vertex.Scratch() -> new PlainOperation(CacheKey.builder("scratch.v1").build(), () -> Stack.EMPTY);
            case Vertex.Context(var root) -> new PlainOperation(CacheKey.builder("context.v1").build(), () ->
                    new StepResult.Plain(Contexts.open(root)));
            case Vertex.Inline inline -> new PlainOperation(CacheKey.builder("inline.v1").build(), () ->
                    new StepResult.Plain(new InlineFiles(inline)));
            case Vertex.Download download -> new DownloadOperation(download, environment,
                    (done, total) -> progress.transferred(step, Progress.TransferKind.DOWNLOAD,
                            download.address().fileName(), done, total));
            case Vertex.Repository repository -> new RepositoryOperation(repository, environment);
            case Vertex.Exec exec ->
                new ExecOperation(exec, planned.reuse(), environment, step.name(), output(step));
            case Vertex.Copy copy -> new CopyOperation(copy, environment);
            case Vertex.Merge _ -> new MergeOperation();
            case Vertex.MakeDirectory directory -> new MakeDirectoryOperation(directory, environment);
        };
    }

    private OutputSink output(Progress.Step step) {
        return (channel, buffer, length) -> progress.output(step, switch (channel) {
            case OUT -> Progress.Channel.OUT;
            case ERR -> Progress.Channel.ERR;
        }, buffer, length);
    }
}
