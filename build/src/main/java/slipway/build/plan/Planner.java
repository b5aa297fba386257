package slipway.build.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import slipway.dockerfile.Stage;
import slipway.dockerfile.Word;
import slipway.dockerfile.expand.Expansion;
import slipway.image.Image;
import slipway.image.ImageConfig;
import slipway.image.Platform;
import slipway.image.Reference;

/// Plans one Dockerfile for one platform: adds the steps that the target needs to a [Plan], and says what the image will
/// be.
///
/// Stages are planned when something needs them, so what the target does not reach is not even looked at.
public final class Planner {

    private final BuildRequest request;
    private final Dockerfile file;
    private final Platform platform;
    private final BaseImages images;
    private final String created;
    private final Plan plan;
    private final Map<String, String> globalArguments = new HashMap<>();
    private final Map<Integer, StageState> planned = new HashMap<>();

    /// @param created the time that history entries carry, in RFC 3339
    public Planner(BuildRequest request, Dockerfile file, Platform platform, BaseImages images, String created, Plan plan) {
        this.request = request;
        this.file = file;
        this.platform = platform;
        this.images = images;
        this.created = created;
        this.plan = plan;
    }

    /// @throws SlipwayException.BadInput with a place in the Dockerfile when it makes no sense
    public PlannedImage plan() {
        Stage target = target();
        globalArguments.putAll(Scope.platformArguments(Platform.local(), platform, request.target().orElse("default")));
        declareMetaArguments();
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

    private void declareMetaArguments() {
        for (Instruction.Arg arg : file.metaArgs()) {
            for (Instruction.Declaration declaration : arg.declarations()) {
                String name = declaration.name().text();
                Optional<String> value = argument(name)
                        .or(() -> declaration.defaultValue().map(word -> globalExpansion().expand(word).text()))
                        .or(() -> Optional.ofNullable(globalArguments.get(name)));
                value.ifPresent(text -> globalArguments.put(name, text));
            }
        }
    }

    private Expansion globalExpansion() {
        return Expansion.of(file, this::globalArgument);
    }

    private StageState stage(int index) {
        StageState done = planned.get(index);
        if (done != null) return done;
        Stage stage = file.stages().get(index);
        StageState state = begin(stage);
        planned.put(index, state);
        state.environment.putIfAbsent("PATH", StageState.DEFAULT_PATH);
        runTriggers(state);
        stage.instructions().forEach(instruction -> InstructionPlanner.plan(instruction, state));
        return state;
    }

    private StageState begin(Stage stage) {
        Instruction.From from = stage.from();
        String name = globalExpansion().expand(from.image()).text();
        if (name.isBlank()) {
            throw error(from.image(), "base name (" + from.image().text() + ") should not be blank",
                    "a variable in FROM needs a value: give the ARG before the first FROM a default, or use --build-arg");
        }
        Platform wanted = from.platform().map(word -> platform(word)).orElse(platform);
        var planning = new StagePlanning(this, stage);
        Optional<Stage> parent = earlierStage(name, stage).filter(_ -> !request.namedContexts().containsKey(name));
        String text = "FROM " + name;
        if (parent.isPresent()) {
            StageState parentState = stage(parent.get().index());
            planning.stepName(wanted, text);
            var state = new StageState(file, planning, parentState.files, parentState.platform);
            state.inherit(parentState);
            state.triggersToRun.addAll(parentState.onBuild);
            return state;
        }
        Base base = base(name, wanted, from, planning.stepName(wanted, text));
        var state = new StageState(file, planning, base.files, wanted);
        base.config.ifPresentOrElse(state::inherit, () -> state.directory = "/");
        base.config.ifPresent(config -> state.triggersToRun.addAll(config.run().onBuild()));
        return state;
    }

    /// Where a stage starts when it does not start from another stage.
    private record Base(Vertex.Ref files, Optional<ImageConfig> config) {}

    private Base base(String name, Platform wanted, Instruction.From from, String stepName) {
        Optional<Location> location = Optional.of(new Location(file.source(), from.span()));
        Optional<BuildRequest.NamedContext> context = namedContext(name);
        if (context.isEmpty() && name.equals("scratch")) return new Base(plan.add(new Vertex.Scratch(), stepName, location),
                Optional.empty());
        return switch (context.orElse(null)) {
            case null -> imageBase(reference(name, from.image()), wanted, from, stepName);
            case BuildRequest.NamedContext.ImageName(var reference) -> imageBase(reference, wanted, from, stepName);
            case BuildRequest.NamedContext.Made made -> madeBase(made, name, stepName, location.get());
            case BuildRequest.NamedContext.Files _ -> filesBase(name, stepName, location);
        };
    }

    private Base imageBase(Reference reference, Platform wanted, Instruction.From from, String stepName) {
        Location location = new Location(file.source(), from.image().span());
        Image image = find(reference, wanted, location);
        var vertex = new Vertex.Base(reference, image.descriptor().digest(), wanted);
        return new Base(plan.add(vertex, stepName, Optional.of(location)), Optional.of(image.config()));
    }

    private Base madeBase(BuildRequest.NamedContext.Made context, String name, String stepName, Location location) {
        Image image = located(() -> images.make(context), location);
        var vertex = new Vertex.Base(contextReference(name), image.descriptor().digest(), image.config().platform());
        return new Base(plan.add(vertex, stepName, Optional.of(location)), Optional.of(image.config()));
    }

    private Base filesBase(String name, String stepName, Optional<Location> location) {
        Vertex.Ref scratch = plan.add(new Vertex.Scratch(), "[internal] scratch", location);
        var piece = new Vertex.Piece(context(name), List.of("/"), Vertex.Ownership.ROOT);
        return new Base(plan.add(new Vertex.Copy(scratch, List.of(piece), "/", "", "", Vertex.Archives.COPY), stepName,
                location), Optional.empty());
    }

    /// Images of named contexts are found by their digest; the name in front of it is only shown.
    private static Reference contextReference(String name) {
        return Reference.parse("context.invalid/" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", ""));
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

    private Image find(Reference reference, Platform wanted, Location location) {
        return located(() -> images.find(reference, wanted), location);
    }

    private interface Lookup {
        Image find() throws IOException;
    }

    private static Image located(Lookup lookup, Location location) {
        try {
            return lookup.find();
        } catch (SlipwayException e) {
            throw e.in(location);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Platform platform(Word word) {
        String text = globalExpansion().expand(word).text();
        if (text.isBlank()) throw error(word, "empty platform value from expression " + word.text(),
                "give the variable a value, or leave --platform out");
        try {
            return Platform.parse(text);
        } catch (SlipwayException.BadInput e) {
            throw e.in(new Location(file.source(), word.span()));
        }
    }

    private Reference reference(String name, Word word) {
        try {
            return Reference.parse(name);
        } catch (SlipwayException.BadInput e) {
            throw e.in(new Location(file.source(), word.span()));
        }
    }

    private Optional<Stage> earlierStage(String name, Stage before) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return file.stages().stream().limit(before.index()).filter(stage -> stage.name().filter(wanted::equals).isPresent())
                .reduce((_, last) -> last);
    }

    /// A named context is found by the name as written, or as it is in full.
    private Optional<BuildRequest.NamedContext> namedContext(String name) {
        var contexts = request.namedContexts();
        if (contexts.containsKey(name)) return Optional.of(contexts.get(name));
        return contexts.entrySet().stream().filter(entry -> sameImage(entry.getKey(), name)).map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean sameImage(String one, String other) {
        if (one.equalsIgnoreCase(other)) return true;
        try {
            return Reference.parse(one).equals(Reference.parse(other));
        } catch (SlipwayException.BadInput notAnImage) {
            return false;
        }
    }

    Vertex.Piece piece(Word from, List<String> sources, Stage stage, Instruction instruction, StageState state) {
        String name = from.text();
        Optional<BuildRequest.NamedContext> context = namedContext(name);
        if (context.filter(BuildRequest.NamedContext.Files.class::isInstance).isPresent()) {
            return new Vertex.Piece(context(name), sources, Vertex.Ownership.ROOT);
        }
        Vertex.Ref files = context.isEmpty() ? stageFiles(name, stage)
                .orElseGet(() -> imageFiles(from, name, instruction, state))
                : imageFiles(from, name, instruction, state);
        return new Vertex.Piece(files, sources, Vertex.Ownership.KEEP);
    }

    private Optional<Vertex.Ref> stageFiles(String name, Stage stage) {
        Optional<Stage> found = earlierStage(name, stage);
        if (found.isEmpty() && name.matches("\\d{1,6}") && Integer.parseInt(name) < stage.index()) {
            found = Optional.of(file.stages().get(Integer.parseInt(name)));
        }
        return found.map(source -> stage(source.index()).files);
    }

    private Vertex.Ref imageFiles(Word from, String name, Instruction instruction, StageState state) {
        if (name.equals("scratch") && namedContext(name).isEmpty()) return plan.add(new Vertex.Scratch(),
                "[internal] scratch", Optional.empty());
        String stepName = (isForSeveralPlatforms() ? "[" + platform + "] " : "") + "FROM " + name;
        Optional<Location> location = Optional.of(state.location(from.span()));
        return switch (namedContext(name).orElse(null)) {
            case null -> imageVertex(reference(name, from), location.get(), stepName);
            case BuildRequest.NamedContext.ImageName(var reference) -> imageVertex(reference, location.get(), stepName);
            case BuildRequest.NamedContext.Made made -> madeBase(made, name, stepName, location.get()).files;
            case BuildRequest.NamedContext.Files _ -> throw new IllegalStateException("files are no image: " + instruction);
        };
    }

    private Vertex.Ref imageVertex(Reference reference, Location location, String stepName) {
        Image image = find(reference, platform, location);
        return plan.add(new Vertex.Base(reference, image.descriptor().digest(), platform), stepName, Optional.of(location));
    }

    Vertex.Ref context(String name) {
        String shown = name.isEmpty() ? "[internal] load build context" : "[context " + name + "] load files";
        return plan.add(new Vertex.Context(name), shown, Optional.empty());
    }

    Optional<String> argument(String name) {
        return Optional.ofNullable(request.arguments().get(name));
    }

    Optional<String> globalArgument(String name) {
        return Optional.ofNullable(globalArguments.get(name));
    }

    /// Adds a step to the plan.
    Vertex.Ref add(Vertex vertex, String name, Optional<Location> location) {
        return plan.add(vertex, name, location);
    }

    String created() {
        return created;
    }

    boolean isForSeveralPlatforms() {
        return request.platforms().size() > 1;
    }

    boolean hasSeveralStages() {
        return file.stages().size() > 1;
    }

    private SlipwayException.BadInput error(Word word, String message, String hint) {
        return new SlipwayException.BadInput(Problem.at(file.source(), word.span(), message).hint(hint));
    }
}
