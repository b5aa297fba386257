package slipway.build.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.build.BuildRequest;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Pragma;
import slipway.dockerfile.Stage;
import slipway.dockerfile.Word;
import slipway.dockerfile.expand.Expansion;
import slipway.image.Platform;

/// What the planner of one instruction may ask of the plan around its stage.
final class StagePlanning {

    private final Planner planner;
    private final Stage stage;
    private int total;
    private int done;

    StagePlanning(Planner planner, Stage stage) {
        this.planner = planner;
        this.stage = stage;
        this.total = 1 + (int) stage.instructions().stream().filter(StagePlanning::makesStep).count();
    }

    /// Counts the steps of triggers, which come before those of the stage.
    void count(List<Instruction> triggers) {
        total += (int) triggers.stream().filter(StagePlanning::makesStep).count();
    }

    private static boolean makesStep(Instruction instruction) {
        return instruction instanceof Instruction.Run || instruction instanceof Instruction.Transfer
                || instruction instanceof Instruction.Workdir;
    }

    /// What the build is asked for.
    BuildRequest request() {
        return planner.request();
    }

    /// What no file of a layer of this build is younger than.
    long epoch() {
        return planner.request().times().files();
    }

    /// The time that history says a step was made.
    Optional<String> created() {
        return Optional.of(Instant.ofEpochSecond(planner.request().times().created()).toString());
    }

    Vertex.Ref add(Vertex vertex, Instruction instruction, StageState state) {
        String trigger = state.file == planner.file() ? "" : "ONBUILD ";
        String name = stepName(state.platform, trigger + instruction.head().text());
        boolean makesLayer = instruction instanceof Instruction.Run || instruction instanceof Instruction.Transfer;
        return planner.add(vertex, name, Optional.of(state.location(instruction.span())), makesLayer ? reuse()
                : Plan.Reuse.ALLOWED, makesLayer ? pragmas(instruction) : List.of());
    }

    /// What comments above the instruction or above the stage ask for.
    private List<Pragma> pragmas(Instruction instruction) {
        var pragmas = new ArrayList<>(stage.from().head().pragmas());
        pragmas.addAll(instruction.head().pragmas());
        return pragmas;
    }

    private Plan.Reuse reuse() {
        boolean isAllowed = switch (planner.request().caching()) {
            case BuildRequest.Caching.IgnoreAll() -> false;
            case BuildRequest.Caching.IgnoreStages(var stages) -> stages.stream().noneMatch(this::isStage);
        };
        return isAllowed ? Plan.Reuse.ALLOWED : Plan.Reuse.NEVER;
    }

    private boolean isStage(String wanted) {
        return stage.name().filter(wanted::equalsIgnoreCase).isPresent() || wanted.equals(String.valueOf(stage.index()));
    }

    /// A step that an instruction needs beside its own.
    Vertex.Ref addBeside(Vertex vertex, String name, Instruction instruction, StageState state) {
        return planner.add(vertex, name, Optional.of(state.location(instruction.span())), Plan.Reuse.ALLOWED,
                List.of());
    }

    /// `[stage 2/5] RUN make`: the stage is left out where there is one only, the platform where there is one only.
    String stepName(Platform platform, String text) {
        var where = new StringBuilder();
        if (!planner.request().name().isEmpty()) where.append(planner.request().name()).append(' ');
        planner.shownPlatform(platform).ifPresent(shown -> where.append(shown).append(' '));
        if (planner.hasSeveralStages()) where.append(stage.name().orElse("stage-" + stage.index())).append(' ');
        done = Math.min(done + 1, total);
        return "[" + where + done + "/" + total + "] " + text;
    }

    /// The value given for an argument on the command line, or by the platform; else what the file said before its first
    /// stage.
    Optional<String> argument(String name) {
        return planner.argument(name);
    }

    Optional<String> globalArgument(String name) {
        return planner.globalArgument(name);
    }

    /// What `--from` names: an earlier stage, a named context, or an image.
    Vertex.Piece piece(Word from, List<String> sources, StageState state) {
        return planner.piece(from, sources, stage, state);
    }

    /// The same, without what is taken of it.
    Origins.Origin source(Word from, StageState state) {
        return planner.source(from, stage, state);
    }

    /// Replaces variables in names of stages and images.
    Expansion sourceNames(StageState state) {
        return planner.sourceNames(state);
    }

    /// The build's own context.
    Vertex.Ref context() {
        return planner.context();
    }
}
