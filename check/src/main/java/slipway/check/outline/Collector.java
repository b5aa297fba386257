package slipway.check.outline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import slipway.check.outline.Outline.Access;
import slipway.check.outline.Outline.Argument;
import slipway.check.outline.Outline.Need;
import slipway.check.view.FromView;
import slipway.check.view.StageView;
import slipway.check.view.Step;
import slipway.check.view.Use;
import slipway.check.view.View;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Mount;
import slipway.dockerfile.Word;

/// Goes from a stage to those it needs and notes what they use. What was noted first stays: nearer stages win.
final class Collector {

    private final View view;
    private final Map<String, Argument> globals = new HashMap<>();
    private final Map<String, Set<String>> globalNeeds = new HashMap<>();
    private final SequencedMap<String, Argument> arguments = new LinkedHashMap<>();
    private final SequencedMap<String, Access> secrets = new LinkedHashMap<>();
    private final SequencedMap<String, Access> ssh = new LinkedHashMap<>();
    private final Set<Integer> seen = new HashSet<>();

    Collector(View view) {
        this.view = view;
        Iterator<Use> uses = view.globalUses().iterator();
        for (Instruction.Arg arg : view.file().metaArgs()) {
            for (Instruction.Declaration declared : arg.declarations()) {
                String name = declared.name().text();
                boolean expanded = declared.defaultValue().isPresent() && !view.given().arguments().containsKey(name);
                Set<String> needs = expanded ? new LinkedHashSet<>(uses.next().found()) : new LinkedHashSet<>();
                if (needs.remove(name)) needs.addAll(globalNeeds.getOrDefault(name, Set.of()));
                String value = view.globals().value(name).orElse("");
                globals.put(name, new Argument(name, value, Descriptions.of(view, arg, name), arg.span()));
                globalNeeds.put(name, needs);
            }
        }
    }

    List<Argument> arguments() {
        return arguments.values().stream().sorted(Comparator.comparingInt(argument -> line(argument.place().start())))
                .toList();
    }

    List<Access> secrets() {
        return sorted(secrets);
    }

    List<Access> ssh() {
        return sorted(ssh);
    }

    private List<Access> sorted(SequencedMap<String, Access> all) {
        return all.values().stream().sorted(Comparator.comparingInt(access -> line(access.place().start()))).toList();
    }

    private int line(int offset) {
        return view.source().line(offset);
    }

    void add(StageView target) {
        var waiting = new ArrayDeque<StageView>();
        waiting.push(target);
        while (!waiting.isEmpty()) {
            StageView stage = waiting.pop();
            if (!seen.add(stage.stage().index())) continue;
            note(stage);
            stage.sources().reversed().forEach(waiting::push);
            stage.parent().ifPresent(waiting::push);
        }
    }

    private void note(StageView stage) {
        FromView from = view.froms().get(stage.stage().index());
        var own = new HashMap<String, Argument>();
        SequencedSet<String> used = new LinkedHashSet<>(from.image().found());
        from.platform().ifPresent(use -> used.addAll(use.found()));
        for (Step step : stage.steps()) {
            if (step.instruction() instanceof Instruction.Arg arg) declare(arg, step, own, used);
            if (step.instruction() instanceof Instruction.Run run) run.mounts().forEach(mount -> mount(mount, step));
        }
        var waiting = new ArrayDeque<>(used);
        while (!waiting.isEmpty()) {
            String name = waiting.pop();
            if (own.containsKey(name)) continue;
            for (String need : globalNeeds.getOrDefault(name, Set.of())) {
                if (used.add(need)) waiting.add(need);
            }
        }
        for (String name : used) {
            Optional.ofNullable(own.getOrDefault(name, globals.get(name)))
                    .ifPresent(argument -> arguments.putIfAbsent(name, argument));
        }
    }

    /// An argument that only repeats one from before the first stage is that one.
    private void declare(Instruction.Arg arg, Step step, Map<String, Argument> own, Set<String> used) {
        for (Instruction.Declaration declared : arg.declarations()) {
            String name = declared.name().text();
            used.add(name);
            Optional<String> given = Optional.ofNullable(view.given().arguments().get(name));
            Optional<String> value = given.or(() -> declared.defaultValue().map(word -> step.use(word).text()));
            if (value.isEmpty() && view.globals().value(name).isPresent()) continue;
            Optional<String> description = step.isWritten() ? Descriptions.of(view, arg, name) : Optional.empty();
            own.put(name, new Argument(name, value.orElse(""), description, step.statement()));
        }
    }

    private void mount(Mount mount, Step step) {
        switch (text(mount, step, "type").orElse("bind")) {
            case "secret" -> {
                Optional<String> id = text(mount, step, "id", "source", "src")
                        .or(() -> text(mount, step, "target", "dst", "destination").map(Collector::lastPart));
                id.ifPresent(name -> secrets.putIfAbsent(name, access(name, mount, step)));
            }
            case "ssh" -> {
                String id = text(mount, step, "id").orElse("default");
                ssh.putIfAbsent(id, access(id, mount, step));
            }
            default -> {} // Others need nothing from outside.
        }
    }

    private static Access access(String name, Mount mount, Step step) {
        boolean required = mount.option("required").isPresent()
                && text(mount, step, "required").orElse("true").matches("1|t|T|TRUE|true|True");
        return new Access(name, required ? Need.REQUIRED : Need.OPTIONAL, step.statement());
    }

    private static Optional<String> text(Mount mount, Step step, String... keys) {
        return mount.value(keys).map(word -> text(step, word)).filter(text -> !text.isEmpty());
    }

    private static String text(Step step, Word word) {
        return step.use(word).text();
    }

    private static String lastPart(String path) {
        var parts = new ArrayList<>(List.of(path.split("/")));
        return parts.isEmpty() ? path : parts.getLast();
    }
}
