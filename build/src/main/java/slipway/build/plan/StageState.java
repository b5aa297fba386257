package slipway.build.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Span;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;
import slipway.dockerfile.expand.Expanded;
import slipway.dockerfile.expand.Expansion;
import slipway.image.HealthProbe;
import slipway.image.HistoryEntry;
import slipway.image.ImageConfig;
import slipway.image.Platform;
import slipway.image.RunConfig;

/// A stage while its instructions are planned, one after the other: the files so far, and the configuration so far.
final class StageState {

    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final String HISTORY_COMMENT = "buildkit.dockerfile.v0";

    /// The file that words of the current instruction stand in: the Dockerfile, or the text of a trigger.
    Dockerfile file;
    final StagePlanning planning;
    Vertex.Ref files;
    /// What the stage's image will be for.
    final Platform platform;
    /// What its programs run on: what its base says of itself, which need not be what was asked for.
    final Platform machine;
    final Scope variables = new Scope();

    String user = "";
    final TreeSet<String> exposedPorts = new TreeSet<>();
    final SequencedMap<String, String> environment = new LinkedHashMap<>();
    Optional<List<String>> entrypoint = Optional.empty();
    Optional<List<String>> command = Optional.empty();
    boolean commandIsOwn;
    /// Docker marks the commands it wrote so; it means something on Windows only, and comparisons expect it.
    boolean commandIsEscaped;
    final TreeSet<String> volumes = new TreeSet<>();
    String directory = "";
    final SequencedMap<String, String> labels = new LinkedHashMap<>();
    Optional<String> stopSignal = Optional.empty();
    Optional<HealthProbe> healthProbe = Optional.empty();
    final List<String> onBuild = new ArrayList<>();
    Optional<List<String>> shell = Optional.empty();
    Optional<String> author = Optional.empty();
    private SequencedMap<String, slipway.image.json.Json> otherConfig = new LinkedHashMap<>();
    /// What the base asks to run first in a stage that starts from it.
    final List<String> triggersToRun = new ArrayList<>();
    final List<HistoryEntry> history = new ArrayList<>();

    StageState(Dockerfile file, StagePlanning planning, Vertex.Ref files, Platform platform, Platform machine) {
        this.file = file;
        this.planning = planning;
        this.files = files;
        this.platform = platform;
        this.machine = machine;
    }

    /// Takes over what an image says of itself.
    void inherit(ImageConfig config) {
        RunConfig run = config.run();
        user = run.user();
        exposedPorts.addAll(run.exposedPorts());
        run.env().forEach(entry -> {
            int equals = entry.indexOf('=');
            if (equals < 0) environment.put(entry, "");
            else environment.put(entry.substring(0, equals), entry.substring(equals + 1));
        });
        entrypoint = run.entrypoint();
        command = run.command();
        commandIsEscaped = run.argumentsEscaped();
        volumes.addAll(run.volumes());
        directory = run.workingDirectory();
        labels.putAll(run.labels());
        stopSignal = run.stopSignal();
        healthProbe = run.healthProbe();
        shell = run.shell();
        author = config.author();
        otherConfig = new LinkedHashMap<>(run.other());
        history.addAll(config.history());
        padHistory(config.diffIds().size());
    }

    /// Takes over everything of another stage of this build.
    void inherit(StageState parent) {
        user = parent.user;
        exposedPorts.addAll(parent.exposedPorts);
        environment.putAll(parent.environment);
        entrypoint = parent.entrypoint;
        command = parent.command;
        commandIsEscaped = parent.commandIsEscaped;
        volumes.addAll(parent.volumes);
        directory = parent.directory;
        labels.putAll(parent.labels);
        stopSignal = parent.stopSignal;
        healthProbe = parent.healthProbe;
        shell = parent.shell;
        author = parent.author;
        otherConfig = parent.otherConfig;
        history.addAll(parent.history);
        variables.inherit(parent.variables);
    }

    /// Some bases tell less of their history than they have layers; each layer needs an entry.
    private void padHistory(int layers) {
        long told = history.stream().filter(entry -> !entry.emptyLayer()).count();
        for (long i = told; i < layers; i++) {
            history.add(new HistoryEntry(Optional.empty(), "", Optional.empty(), Optional.empty(), false));
        }
    }

    /// The configuration, without layers and history.
    ImageConfig config() {
        var env = new ArrayList<String>();
        environment.forEach((name, value) -> env.add(name + "=" + value));
        RunConfig run = new RunConfig(user, exposedPorts, env, unlessEmpty(entrypoint), unlessEmpty(command), volumes,
                directory, labels, stopSignal, healthProbe,
                onBuild, shell, commandIsEscaped, otherConfig);
        return new ImageConfig(platform, Optional.empty(), author, run, List.of(), List.of(), new LinkedHashMap<>());
    }

    /// `CMD []` takes away the base's command; an image says that by having none.
    private static Optional<List<String>> unlessEmpty(Optional<List<String>> words) {
        return words.filter(list -> !list.isEmpty());
    }

    /// Makes sure that programs are found, and lets words see what the image says of the environment.
    void begin() {
        environment.putIfAbsent("PATH", DEFAULT_PATH);
        environment.forEach(variables::set);
    }

    /// The value of a variable in words of this stage.
    Optional<String> variable(String name) {
        return variables.value(name);
    }

    Expanded expand(Word word) {
        return expansion().expand(word);
    }

    /// A word's text after expansion.
    String text(Word word) {
        return expand(word).text();
    }

    Expansion expansion() {
        return Expansion.of(file, this::variable);
    }

    List<String> shellOrDefault() {
        return shell.orElse(List.of("/bin/sh", "-c"));
    }

    /// Remembers an instruction that only changed the configuration.
    void remember(String createdBy) {
        history.add(new HistoryEntry(planning.created(), createdBy, Optional.empty(), Optional.of(HISTORY_COMMENT), true));
    }

    /// Remembers an instruction that made a layer: from now on `files` are the stage's files.
    void rememberLayer(String createdBy, Vertex.Ref files) {
        this.files = files;
        history.add(new HistoryEntry(planning.created(), createdBy, Optional.empty(), Optional.of(HISTORY_COMMENT), false));
    }

    /// An absolute path from one that may be relative to the working directory. A slash at the end stays.
    String absolute(String path) {
        return Paths.join(directory.isEmpty() ? "/" : directory, path);
    }

    Location location(Span span) {
        return new Location(file.source(), span);
    }

    SlipwayException.BadInput error(Span span, String message) {
        return new SlipwayException.BadInput(Problem.at(file.source(), span, message));
    }

    SlipwayException.BadInput error(Span span, String message, String hint) {
        return new SlipwayException.BadInput(Problem.at(file.source(), span, message).hint(hint));
    }

    Vertex.Ref add(Vertex vertex, Instruction instruction) {
        return planning.add(vertex, instruction, this);
    }
}
