package slipway.check.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Mount;
import slipway.dockerfile.Word;

/// Reads the instructions of one stage in order and keeps its variables.
final class StepReader {

    private final Dockerfile file;
    private final Given given;
    private final Variables globals;
    private final Variables.Log log;

    StepReader(Dockerfile file, Given given, Variables globals, Variables.Knowledge knowledge) {
        this(file, given, globals, new Variables.Log(knowledge));
    }

    private StepReader(Dockerfile file, Given given, Variables globals, Variables.Log log) {
        this.file = file;
        this.given = given;
        this.globals = globals;
        this.log = log;
    }

    /// A reader for a stage that begins where this one is.
    StepReader next() {
        return new StepReader(file, given, globals, new Variables.Log(log.here()));
    }

    void inherit(List<String> environment) {
        for (String variable : environment) {
            int equals = variable.indexOf('=');
            if (equals > 0) log.set(variable.substring(0, equals), variable.substring(equals + 1));
        }
    }

    void setIfAbsent(String name, String value) {
        if (log.here().value(name).isEmpty()) log.set(name, value);
    }

    Step step(Instruction instruction) {
        return new Step(instruction, Optional.empty(), uses(instruction, file.source(), file.escape(), Optional.empty()));
    }

    /// A step that the base of `from` causes.
    Step step(Instruction instruction, Instruction.From from) {
        Source text = Source.of("ONBUILD", "");
        return new Step(instruction, Optional.of(from), uses(instruction, text, '\\', Optional.of(from.image().span())));
    }

    private List<Use> uses(Instruction instruction, Source source, char escape, Optional<Span> trigger) {
        var reader = new UseReader(source, escape, log.here(), trigger);
        return switch (instruction) {
            case Instruction.Transfer transfer -> transfer(transfer, reader);
            case Instruction.Env env -> environment(env, reader);
            case Instruction.Label label -> all(pairs(label.pairs()), reader);
            case Instruction.Arg arg -> arguments(arg, reader);
            case Instruction.Unset unset -> all(unset.names().stream(), reader);
            case Instruction.Expose expose -> all(expose.ports().stream(), reader);
            case Instruction.User user -> all(Stream.of(user.user()), reader);
            case Instruction.Workdir workdir -> all(Stream.of(workdir.path()), reader);
            case Instruction.Volume volume -> all(volume.paths().stream(), reader);
            case Instruction.StopSignal signal -> all(Stream.of(signal.signal()), reader);
            case Instruction.Run run -> all(run.mounts().stream().flatMap(StepReader::options), reader);
            case Instruction.From _, Instruction.Cmd _, Instruction.Entrypoint _, Instruction.Shell _,
                    Instruction.HealthCheck _, Instruction.OnBuild _, Instruction.Maintainer _ -> List.of();
        };
    }

    private static List<Use> all(Stream<Word> words, UseReader reader) {
        return words.map(reader::use).toList();
    }

    private static Stream<Word> pairs(List<Instruction.Pair> pairs) {
        return pairs.stream().flatMap(pair -> Stream.of(pair.key(), pair.value()));
    }

    private static Stream<Word> options(Mount mount) {
        return mount.options().stream().filter(option -> !option.key().text().equals("from"))
                .flatMap(option -> option.value().stream());
    }

    private static List<Use> transfer(Instruction.Transfer transfer, UseReader reader) {
        Optional<Word> checksum = transfer instanceof Instruction.Add add ? add.checksum() : Optional.empty();
        Stream<Word> options = Stream.of(transfer.chown(), transfer.chmod(), checksum).flatMap(Optional::stream);
        Stream<Word> paths = Stream.concat(transfer.sources().stream(), Stream.of(transfer.target()));
        Stream<Word> words = Stream.concat(options, paths);
        var uses = new ArrayList<>(all(words, reader));
        for (HereDocument document : transfer.hereDocuments()) uses.add(reader.use(document));
        return uses;
    }

    private List<Use> environment(Instruction.Env env, UseReader reader) {
        List<Use> uses = all(pairs(env.pairs()), reader);
        for (int i = 0; i < uses.size(); i += 2) log.set(uses.get(i).text(), uses.get(i + 1).text());
        return uses;
    }

    /// Each argument sees those before it, even on the same line.
    private List<Use> arguments(Instruction.Arg arg, UseReader reader) {
        var uses = new ArrayList<Use>();
        for (Instruction.Declaration declaration : arg.declarations()) {
            String name = declaration.name().text();
            Optional<String> value = Optional.ofNullable(given.arguments().get(name));
            if (value.isEmpty() && declaration.defaultValue().isPresent()) {
                var here = new UseReader(reader.source(), reader.escape(), log.here(), reader.trigger());
                Use use = here.use(declaration.defaultValue().get());
                uses.add(use);
                value = Optional.of(use.text());
            } else if (value.isEmpty()) {
                value = globals.value(name);
            }
            log.declare(name);
            value.ifPresent(text -> log.set(name, text));
        }
        return uses;
    }
}
