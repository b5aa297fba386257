package slipway.build.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.build.Aftermath;
import slipway.build.plan.Plan;
import slipway.build.plan.Vertex;
import slipway.build.run.snapshot.Committed;
import slipway.build.run.snapshot.Draft;
import slipway.build.run.snapshot.Unpacked;
import slipway.build.run.execute.ExitStatus;
import slipway.build.run.execute.ExtraMount;
import slipway.build.run.execute.MaskedOutput;
import slipway.build.run.execute.OutputSink;
import slipway.build.run.execute.ProcessSpec;
import slipway.build.run.execute.UserDatabase;
import slipway.build.solve.CacheKey;
import slipway.build.solve.Operation;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.layer.LayerWriter;

/// Runs a process on the files of its input, and makes a layer of what it changed.
final class ExecOperation implements Operation<StepResult> {

    private static final int NOT_FOUND = 127;

    private final Vertex.Exec vertex;
    private final Plan.Reuse reuse;
    private final BuildEnvironment environment;
    private final String name;
    private final OutputSink output;

    /// @param reuse whether what earlier builds left in caches may be used
    /// @param name of the step, as shown
    ExecOperation(Vertex.Exec vertex, Plan.Reuse reuse, BuildEnvironment environment, String name, OutputSink output) {
        this.vertex = vertex;
        this.reuse = reuse;
        this.environment = environment;
        this.name = name;
        this.output = output;
    }

    @Override
    public CacheKey key(List<Solved<StepResult>> inputs) throws IOException {
        return ExecKey.of(vertex, results(inputs), inputs.getFirst().key());
    }

    /// The results of the steps that are named as inputs.
    private Map<Vertex.Ref, StepResult> results(List<Solved<StepResult>> inputs) {
        var results = new HashMap<Vertex.Ref, StepResult>();
        for (int i = 0; i < inputs.size(); i++) results.put(vertex.inputs().get(i), inputs.get(i).result());
        return results;
    }

    @Override
    public Optional<StepResult> recall(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        return LayerStep.recall(key, inputs, environment);
    }

    @Override
    public StepResult execute(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        Stack stack = LayerStep.stack(inputs);
        List<Unpacked> directories = stack.unpacked(); // Before the users, since who unpacks a layer knows what is in it.
        UserDatabase.Resolved user = Users.of(stack).resolve(vertex.user());
        try (StepMounts mounts = StepMounts.open(vertex, results(inputs), reuse, environment);
                Draft draft = environment.snapshotter().prepare(directories)) {
            ProcessSpec process = StepProcess.of(vertex, draft.root(), user, mounts, emulator());
            ExitStatus status = run(process, mounts.secrets());
            if (!status.success()) {
                SlipwayException failure = failed(status);
                environment.aftermath().look(name, failure.problem().message(), new Scene(process));
                throw failure;
            }
            Committed committed = draft.commit(stack.tree(), environment.layers(vertex.epoch()), environment.store(),
                    environment.background());
            var written = committed.layer().thenApply(layer -> remember(key, layer));
            return stack.plus(new FreshLayer(committed.unpacked(), written));
        }
    }

    private ExitStatus run(ProcessSpec process, List<byte[]> secrets) throws IOException {
        var masked = new MaskedOutput(output, secrets);
        try {
            return environment.executor().execute(process, masked, environment.cancellation());
        } finally {
            masked.finish();
        }
    }

    /// What the kernel needs to find in the process's files, if they are for another processor.
    private List<ExtraMount> emulator() throws IOException {
        return environment.emulators().mounts(vertex.platform()).orElseThrow(() ->
                new SlipwayException.BadInput(environment.emulators().missing(vertex.platform())));
    }

    private final class Scene implements Aftermath.Scene {
        private final ProcessSpec spec;

        Scene(ProcessSpec spec) {
            this.spec = spec;
        }

        @Override
        public List<String> arguments() {
            return spec.arguments();
        }

        @Override
        public int run(List<String> arguments, Path terminal) throws IOException {
            return environment.executor().converse(spec.arguments(arguments), terminal, output, environment.cancellation())
                    .code();
        }
    }

    private LayerWriter.Written remember(CacheKey key, LayerWriter.Written written) {
        try {
            environment.indexes().put(written.layer().diffId(), written.index());
            LayerStep.remember(key, written.layer(), environment);
            environment.forms().remember(written.layer(), environment.compression(), written.layer());
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SlipwayException failed(ExitStatus status) {
        String command = String.join(" ", vertex.arguments());
        return switch (status) {
            case ExitStatus.NotStarted(var code, var reason) ->
                    new SlipwayException.StepFailed(Problem.of("could not start " + vertex.arguments().getFirst()
                    + ": " + reason).hint(notStartedHint(code)), code);
            case ExitStatus.Exited(var code) -> new SlipwayException.StepFailed(
                    Problem.of("process \"" + command + "\" did not complete successfully: exit code: " + code), code);
            case ExitStatus.Signalled signalled -> new SlipwayException.StepFailed(
                    Problem.of("process \"" + command + "\" was ended by signal " + signalled.signal())
                            .hint(signalled.signal() == 9
                            ? "signal 9 often means that the machine ran out of memory"
                                    : "the process ended itself or was ended by another one"), signalled.code());
        };
    }

    private static String notStartedHint(int code) {
        return code == NOT_FOUND
                ? "the image has no such program; a base without a shell needs RUN in exec form:"
                        + " RUN [\"program\", \"argument\"]"
                : "the file is there but cannot be run: is it executable, and for this architecture?";
    }
}
