package slipway.check.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Stream;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Stage;
import slipway.dockerfile.Word;
import slipway.dockerfile.parse.Parser;

/// Goes through a file as a build does, without building: first all `FROM`s, then the stages.
final class Evaluation {

    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Dockerfile file;
    private final Given given;
    final List<FromView> froms = new ArrayList<>();
    final List<Use> globalUses = new ArrayList<>();
    final SequencedMap<Integer, StageView> stages = new LinkedHashMap<>();
    private final SequencedMap<Integer, StepReader> readers = new LinkedHashMap<>();
    private final SequencedSet<String> known = new LinkedHashSet<>();
    Variables globals;
    Optional<SlipwayException> problem = Optional.empty();

    Evaluation(Dockerfile file, Given given) {
        this.file = file;
        this.given = given;
        this.globals = platformLog().here();
    }

    void run() {
        try {
            globals = globals(given.arguments(), globalUses);
            known.addAll(globals.names());
            file.metaArgs().forEach(arg -> arg.declarations().forEach(declared -> known.add(declared.name().text())));
            Optional<Variables> defaults = defaults();
            for (Stage stage : file.stages()) froms.add(from(stage, defaults));
            Optional<Stage> target = target();
            if (target.isEmpty()) {
                String name = given.target().orElse("");
                throw new SlipwayException.BadInput(
                        Problem.of("target stage " + name + " could not be found in " + file.source().name()));
            }
            var reach = new Reach(file, froms);
            for (int index : reach.of(target.get(), given)) evaluate(file.stages().get(index), reach);
        } catch (SlipwayException.BadInput bad) {
            problem = Optional.of(bad);
        }
    }

    Optional<Stage> target() {
        if (given.target().isEmpty()) return Optional.of(file.stages().getLast());
        String wanted = given.target().get();
        Optional<Stage> named = file.stage(wanted);
        if (named.isPresent() || !wanted.matches("\\d{1,6}")) return named;
        int index = Integer.parseInt(wanted);
        return index < file.stages().size() ? Optional.of(file.stages().get(index)) : Optional.empty();
    }

    private Variables.Log platformLog() {
        var log = new Variables.Log(Variables.Knowledge.COMPLETE);
        setPlatform(log, "BUILD", given.buildPlatform());
        setPlatform(log, "TARGET", given.platform());
        log.set("TARGETSTAGE", given.target().orElse("default"));
        return log;
    }

    private static void setPlatform(Variables.Log log, String prefix, PlatformName platform) {
        log.set(prefix + "PLATFORM", platform.toString());
        log.set(prefix + "OS", platform.os());
        log.set(prefix + "OSVERSION", "");
        log.set(prefix + "ARCH", platform.architecture());
        log.set(prefix + "VARIANT", platform.variant().orElse(""));
    }

    private Variables globals(SequencedMap<String, String> arguments, List<Use> uses) {
        Variables.Log log = platformLog();
        for (Instruction.Arg arg : file.metaArgs()) {
            for (Instruction.Declaration declaration : arg.declarations()) {
                String name = declaration.name().text();
                log.declare(name);
                Optional<Word> value = declaration.defaultValue();
                if (arguments.containsKey(name)) {
                    log.set(name, arguments.get(name));
                } else if (value.isPresent()) {
                    Use use = UseReader.of(file, log.here()).use(value.get());
                    uses.add(use);
                    log.set(name, use.text());
                }
            }
        }
        return log.here();
    }

    private Optional<Variables> defaults() {
        try {
            return Optional.of(globals(new LinkedHashMap<>(), new ArrayList<>()));
        } catch (SlipwayException.BadInput onlyWithoutArguments) {
            return Optional.empty();
        }
    }

    private FromView from(Stage stage, Optional<Variables> defaults) {
        UseReader reader = UseReader.of(file, globals);
        Word image = stage.from().image();
        Use used = reader.use(image);
        if (used.text().isBlank()) throw error(image, "base name (" + image.text() + ") should not be blank");
        return new FromView(stage, used, stage.from().platform().map(reader::use),
                defaults.flatMap(values -> byDefault(values, image)), known);
    }

    private Optional<String> byDefault(Variables defaults, Word image) {
        try {
            return Optional.of(UseReader.of(file, defaults).use(image).text());
        } catch (SlipwayException.BadInput onlyWithoutArguments) {
            return Optional.empty();
        }
    }

    private void evaluate(Stage stage, Reach reach) {
        FromView from = froms.get(stage.index());
        Optional<StageView> parent = reach.earlier(from.image().text(), stage)
                .flatMap(found -> Optional.ofNullable(stages.get(found.index())));
        PlatformName platform = platform(from);
        StepReader reader;
        Optional<BaseImage> image = Optional.empty();
        if (parent.isPresent()) {
            reader = readers.get(parent.get().stage().index()).next();
            platform = parent.get().platform();
        } else if (from.image().text().equals("scratch")) {
            reader = new StepReader(file, given, globals, Variables.Knowledge.COMPLETE);
        } else {
            image = given.bases().find(from.image().text(), platform.toString());
            reader = new StepReader(file, given, globals,
                    image.isPresent() ? Variables.Knowledge.COMPLETE : Variables.Knowledge.PARTIAL);
        }
        image.ifPresent(known -> reader.inherit(known.environment()));
        if (!platform.os().equals("windows")) reader.setIfAbsent("PATH", DEFAULT_PATH);
        var steps = new ArrayList<Step>();
        List<String> triggers = parent.map(view -> triggers(view)).orElse(image(image));
        for (String trigger : triggers) steps.add(triggered(trigger, stage, reader));
        for (Instruction instruction : stage.instructions()) steps.add(reader.step(instruction));
        readers.put(stage.index(), reader);
        List<StageView> sources = reach.sources(stage).map(Stage::index).filter(stages::containsKey).map(stages::get)
                .toList();
        stages.put(stage.index(), new StageView(stage, parent, sources, image, platform, steps));
    }

    private static List<String> image(Optional<BaseImage> image) {
        return image.map(BaseImage::triggers).orElse(List.of());
    }

    private static List<String> triggers(StageView parent) {
        return parent.steps().stream().map(Step::instruction)
                .flatMap(instruction -> instruction instanceof Instruction.OnBuild trigger
                        ? Stream.of(trigger.text()) : Stream.empty())
                .toList();
    }

    private Step triggered(String text, Stage stage, StepReader reader) {
        Source source = Source.of("ONBUILD", text);
        try {
            return reader.step(Parser.trigger(source), stage.from());
        } catch (SlipwayException.BadInput bad) {
            throw new SlipwayException.BadInput(Problem.of(bad.problem().message())
                    .in(new Location(file.source(), stage.from().span())), bad);
        }
    }

    private PlatformName platform(FromView from) {
        if (from.platform().isEmpty()) return given.platform();
        Use use = from.platform().get();
        if (use.text().isBlank()) throw error(use.word(), "empty platform value from expression " + use.word());
        return PlatformName.parse(use.text()).orElseThrow(() -> error(use.word(), use.text() + " is not a platform"));
    }

    private SlipwayException.BadInput error(Word word, String message) {
        Span span = word.span();
        return new SlipwayException.BadInput(Problem.at(file.source(), span, message));
    }
}
