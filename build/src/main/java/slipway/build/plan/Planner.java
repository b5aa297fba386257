package slipway.build.plan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slipway.build.BuildRequest;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Pragma;
import slipway.dockerfile.Stage;
import slipway.dockerfile.Word;
import slipway.dockerfile.expand.Expansion;
import slipway.image.ImageConfig;
import slipway.image.Platform;

/// Plans one Dockerfile for one platform: adds the steps that the target needs to a [Plan], and says what the image will
/// be.
///
/// Stages are planned when something needs them, so what the target does not reach is not even looked at.
public final class Planner {

    private final BuildRequest request;
    private final Dockerfile file;
    private final Platform platform;
    private final Plan plan;
    private final Origins origins;
    private final GlobalArguments globalArguments;
    private final Map<Integer, StageState> planned = new HashMap<>();

    /// @param file the request's Dockerfile, parsed
    public Planner(BuildRequest request, Dockerfile file, Platform platform, BaseImages images, Plan plan) {
        this.request = Epoch.settle(request, file);
        this.file = file;
        this.platform = platform;
        this.plan = plan;
        this.origins = new Origins(this.request, file.source(), platform, images, plan);
        this.globalArguments = new GlobalArguments(request, file, platform);
    }

    /// @throws SlipwayException.BadInput with a place in the Dockerfile when it makes no sense
    public PlannedImage plan() {
        Stage target = target();
        for (Stage stage : file.stages()) {
            baseName(stage.from());
            stage.from().platform().ifPresent(this::platform);
        }
        StageState state = stage(target.index());
        ImageConfig config = state.config();
        var labels = new LinkedHashMap<>(config.run().labels());
        labels.putAll(request.labels());
        return new PlannedImage(state.files, config.with(config.run().withLabels(labels)), state.history);
    }

    private Stage target() {
        List<Stage> stages = file.stages();
        if (request.target().isEmpty()) return stages.getLast();
        String wanted = request.target().get();
        Optional<Stage> byName = file.stage(wanted);
        if (byName.isPresent()) return byName.get();
        if (wanted.matches("\\d{1,6}")
                && Integer.parseInt(wanted) < stages.size()) return stages.get(Integer.parseInt(wanted));
        List<String> names = stages.stream().flatMap(stage -> stage.name().stream()).toList();
        Problem problem = Problem.of("target stage " + wanted + " could not be found in " + file.source().name());
        throw new SlipwayException.BadInput(problem.hint(Suggestion.didYouMean(wanted, names)
                .orElse(names.isEmpty() ? "no stage has a name; stages can be named with FROM … AS name" : "the stages are "
                        + String.join(", ", names))));
    }

    private StageState stage(int index) {
        StageState done = planned.get(index);
        if (done != null) return done;
        Stage stage = file.stages().get(index);
        if (stage.name().filter(origins::isNamedContext).isPresent()) return replaced(stage);
        StageState state = begin(stage);
        planned.put(index, state);
        state.begin();
        runTriggers(state);
        stage.instructions().forEach(instruction -> InstructionPlanner.plan(instruction, state));
        return state;
    }

    /// A stage for which a named context stands in: none of its instructions counts.
    private StageState replaced(Stage stage) {
        String name = stage.name().orElseThrow();
        var planning = new StagePlanning(this, stage);
        Origins.Origin origin = origins.base(name, platform, stage.from(), planning.stepName(platform, "FROM " + name));
        var state = new StageState(file, planning, origin.files(), platform, origin.machine().orElse(platform));
        take(origin, "FROM " + name, state);
        origin.config().ifPresent(config -> state.onBuild.addAll(config.run().onBuild()));
        planned.put(stage.index(), state);
        state.begin();
        return state;
    }

    private StageState begin(Stage stage) {
        Instruction.From from = stage.from();
        String name = baseName(from);
        Platform wanted = from.platform().map(word -> platform(word)).orElse(platform);
        var planning = new StagePlanning(this, stage);
        Optional<Stage> parent = earlierStage(name, stage).filter(_ -> !origins.isNamedContext(name));
        String text = "FROM " + name;
        if (parent.isPresent()) {
            StageState parentState = stage(parent.get().index());
            planning.stepName(wanted, text);
            var state = new StageState(file, planning, parentState.files, wanted, parentState.machine);
            state.inherit(parentState);
            state.triggersToRun.addAll(parentState.onBuild);
            return state;
        }
        Origins.Origin origin = origins.base(name, wanted, from, planning.stepName(wanted, text));
        Platform machine = origin.machine().orElse(wanted);
        // A stage that begins with nothing is for what the build is for, whatever its FROM says.
        var state = new StageState(file, planning, origin.files(), origin.config().isPresent() ? wanted : platform, machine);
        take(origin, text, state);
        origin.config().ifPresent(config -> state.triggersToRun.addAll(config.run().onBuild()));
        return state;
    }

    /// Takes over what an image says of itself. Files without an image say nothing, and are a layer that history tells of.
    private void take(Origins.Origin origin, String text, StageState state) {
        if (origin.config().isPresent()) {
            state.inherit(origin.config().get());
            return;
        }
        state.directory = "/";
        boolean isLayer = !(plan.step(origin.files()).vertex() instanceof Vertex.Scratch);
        if (isLayer) state.rememberLayer(text, origin.files());
    }

    private String baseName(Instruction.From from) {
        String name = globalArguments.text(from.image());
        if (name.isBlank()) {
            throw error(from.image(), "base name (" + from.image().text() + ") should not be blank",
                    "a variable in FROM needs a value: give the ARG before the first FROM a default, or use --build-arg");
        }
        return name;
    }

    private void runTriggers(StageState state) {
        if (state.triggersToRun.isEmpty()) return;
        List<Dockerfile> triggers = Triggers.parse(state.triggersToRun);
        state.planning.count(triggers.stream().flatMap(trigger -> trigger.stages().getLast().instructions().stream())
                .toList());
        for (Dockerfile trigger : triggers) {
            state.file = trigger;
            trigger.stages().getLast().instructions().forEach(instruction -> InstructionPlanner.plan(instruction, state));
        }
        state.file = file;
    }

    private Platform platform(Word word) {
        String text = globalArguments.text(word);
        if (text.isBlank()) throw error(word, "empty platform value from expression " + word.text(),
                "give the variable a value, or leave --platform out");
        try {
            return Platform.parse(text);
        } catch (SlipwayException.BadInput e) {
            throw e.in(new Location(file.source(), word.span()));
        }
    }

    private Optional<Stage> earlierStage(String name, Stage before) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return file.stages().stream().limit(before.index()).filter(stage -> stage.name().filter(wanted::equals).isPresent())
                .reduce((_, last) -> last);
    }

    /// What `--from` names: an earlier stage, a named context, or an image.
    Vertex.Piece piece(Word from, List<String> sources, Stage stage, StageState state) {
        Origins.Origin origin = source(from, stage, state);
        return new Vertex.Piece(origin.files(), sources, origin.ownership(), Vertex.Archives.COPY);
    }

    /// The same, without what is taken of it.
    Origins.Origin source(Word from, Stage stage, StageState state) {
        String name = sourceNames(state).text(from);
        if (name.isBlank()) {
            throw state.error(from.span(), "the name of a stage or image (" + from.text() + ") should not be blank",
                    "the variable in it needs a value: an ARG of this stage, or one before the first FROM");
        }
        Optional<Stage> found = origins.isNamedContext(name) ? Optional.empty() : sourceStage(name, from, stage, state);
        if (found.isEmpty()) return origins.source(name, state.location(from.span()));
        return new Origins.Origin(stage(found.get().index()).files, Optional.empty(), Vertex.Ownership.KEEP);
    }

    /// Names of stages and images may have variables, of the stage or of the whole file. Other builders have none there.
    Expansion sourceNames(StageState state) {
        return Expansion.of(state.file, name -> state.variable(name).or(() -> globalArguments.value(name)));
    }

    private Optional<Stage> sourceStage(String name, Word from, Stage stage, StageState state) {
        Optional<Stage> found = earlierStage(name, stage);
        if (found.isPresent()) return found;
        boolean isNumber = name.matches("\\d{1,6}");
        int number = isNumber ? Integer.parseInt(name) : -1;
        if (isNumber && number >= file.stages().size()) {
            throw state.error(from.span(), "invalid stage index " + name,
                    "stages are counted from 0, and this file has " + file.stages().size());
        }
        found = isNumber ? Optional.of(file.stages().get(number)) : file.stage(name);
        found.filter(later -> later.index() >= stage.index()).ifPresent(later -> {
            throw state.error(from.span(), "cannot copy from stage " + name + ": it must be defined before the stage that"
                    + " copies from it", later.index() == stage.index() ? "this is the stage itself; RUN cp copies within it"
                            : "move that stage up, before this one");
        });
        return found;
    }

    /// The build's own context.
    Vertex.Ref context() {
        return origins.context(request.context(), request.name().isEmpty() ? "[internal] load build context"
                : "[" + request.name() + " internal] load build context");
    }

    Optional<String> argument(String name) {
        return Optional.ofNullable(request.arguments().get(name));
    }

    Optional<String> globalArgument(String name) {
        return globalArguments.value(name);
    }

    /// Adds a step to the plan.
    Vertex.Ref add(Vertex vertex, String name, Optional<Location> location, Plan.Reuse reuse, List<Pragma> pragmas) {
        return plan.add(vertex, name, location, reuse, pragmas);
    }

    BuildRequest request() {
        return request;
    }

    Dockerfile file() {
        return file;
    }

    /// What the build is for, where that must be said: `linux/arm64`, or `linux/amd64->arm64` for a step of that build
    /// that is for another platform.
    Optional<String> shownPlatform(Platform of) {
        if (request.platforms().size() == 1) return Optional.empty();
        return Optional.of(of.equals(platform) ? of.toString() : of + "->" + platform.architecture());
    }

    boolean hasSeveralStages() {
        return file.stages().size() > 1;
    }

    private SlipwayException.BadInput error(Word word, String message, String hint) {
        return new SlipwayException.BadInput(Problem.at(file.source(), word.span(), message).hint(hint));
    }
}
