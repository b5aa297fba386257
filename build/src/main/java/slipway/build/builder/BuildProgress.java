package slipway.build.builder;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import slipway.build.BuildResult;
import slipway.build.Progress;
import slipway.build.plan.Plan;
import slipway.build.plan.Vertex;
import slipway.build.solve.SolveListener;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;

/// Numbers the steps of a build, and tells a [Progress] how they fare.
final class BuildProgress implements SolveListener<Vertex.Ref> {

    private final Progress progress;
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger cached = new AtomicInteger();
    private final AtomicInteger total = new AtomicInteger();
    private final Map<Vertex.Ref, Progress.Step> steps = new ConcurrentHashMap<>();

    BuildProgress(Progress progress) {
        this.progress = progress;
    }

    /// Announces all steps of a plan, in its order.
    Map<Vertex.Ref, Progress.Step> announce(Plan plan) {
        var announced = new LinkedHashMap<Vertex.Ref, Progress.Step>();
        plan.steps().forEach((ref, planned) -> {
            var inputs = planned.vertex().inputs().stream().map(Vertex.Ref::digest).distinct().toList();
            var step = new Progress.Step(numbers.incrementAndGet(), ref.digest(), planned.name(), inputs);
            steps.put(ref, step);
            announced.put(ref, step);
            progress.planned(step);
            if (isShownAsStep(planned.vertex())) total.incrementAndGet();
        });
        return announced;
    }

    /// Whether people think of it as a step of their Dockerfile.
    static boolean isShownAsStep(Vertex vertex) {
        return switch (vertex) {
            case Vertex.Base _, Vertex.Exec _, Vertex.Copy _, Vertex.MakeDirectory _ -> true;
            case Vertex.Scratch _, Vertex.Context _, Vertex.Inline _, Vertex.Download _, Vertex.Repository _,
                    Vertex.Merge _ -> false;
        };
    }

    /// Work around the plan's steps, shown like one of them.
    interface Work<T> {
        T run(Progress.Step step) throws java.io.IOException, InterruptedException;
    }

    <T> T show(String name, Work<T> work) throws java.io.IOException, InterruptedException {
        int number = numbers.incrementAndGet();
        var step = new Progress.Step(number, Digest.ofUtf8(number + " " + name), name, java.util.List.of());
        progress.planned(step);
        progress.started(step);
        try {
            T result = work.run(step);
            progress.completed(step);
            return result;
        } catch (SlipwayException e) {
            progress.failed(step, e.problem());
            throw e;
        } catch (java.io.IOException | RuntimeException e) {
            progress.failed(step, Problem.of(Optional.ofNullable(e.getMessage()).filter(text -> !text.isBlank())
                    .orElse(e.toString())));
            throw e;
        }
    }

    BuildResult.Steps steps() {
        return new BuildResult.Steps(total.get(), cached.get());
    }

    @Override
    public void started(Vertex.Ref step) {
        progress.started(steps.get(step));
    }

    @Override
    public void cached(Vertex.Ref step) {
        cached.incrementAndGet();
        progress.cached(steps.get(step));
    }

    @Override
    public void completed(Vertex.Ref step) {
        progress.completed(steps.get(step));
    }

    @Override
    public void failed(Vertex.Ref step, Throwable cause) {
        String message = Optional.ofNullable(cause.getMessage()).filter(text -> !text.isBlank()).orElse(cause.toString());
        progress.failed(steps.get(step), cause instanceof SlipwayException known ? known.problem() : Problem.of(message));
    }

    @Override
    public void cancelled(Vertex.Ref step) {
        progress.cancelled(steps.get(step));
    }
}
