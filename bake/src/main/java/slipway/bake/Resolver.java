package slipway.bake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import slipway.bake.Target.Role;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;

/// Finds the targets that are asked for, and completes them: inheritance, options, links.
final class Resolver {

    private static final String EPOCH = "SOURCE_DATE_EPOCH";

    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, List<SetOption>> overrides = new LinkedHashMap<>();
    private final Surroundings surroundings;
    private final SequencedMap<String, Target> resolved = new LinkedHashMap<>();

    Resolver(Definition definition, List<String> overrides, Surroundings surroundings) {
        this.surroundings = surroundings;
        definition.targets().forEach(target -> drafts.put(target.name(), target));
        definition.groups().forEach(group -> groups.put(group.name(), group));
        Function<String, Optional<String>> environment = name -> Optional.ofNullable(surroundings.environment().get(name));
        for (String text : overrides) {
            var override = SetOption.parse(text, environment);
            for (String name : matching(override)) this.overrides.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(override);
        }
    }

    private List<String> matching(SetOption override) {
        if (drafts.containsKey(override.pattern())) return List.of(override.pattern());
        var pattern = Wildcard.of(override.pattern());
        List<String> names = drafts.keySet().stream().filter(pattern::matches).toList();
        if (names.isEmpty()) throw new SlipwayException.Usage(Problem.of("--set " + override.text()
                + ": there is no target that matches " + override.pattern()).hint(known(override.pattern())));
        return names;
    }

    private String known(String name) {
        var names = new LinkedHashSet<>(groups.keySet());
        names.addAll(drafts.keySet());
        return Suggestion.didYouMean(name, names).orElseGet(() -> names.isEmpty() ? "there are no targets"
                : "there are " + String.join(", ", names));
    }

    /// @param asked names and patterns of targets and groups
    Resolution resolve(List<String> asked) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : asked) names.addAll(expanded(name.replace('.', '_')));
        var used = new LinkedHashMap<String, Group>();
        for (String name : names) {
            var members = new LinkedHashSet<String>();
            collect(name, members, used);
            for (String member : members) resolved.computeIfAbsent(member, this::target);
        }
        addDefault(names, used);
        for (String name : List.copyOf(resolved.keySet())) link(name, List.of());
        return new Resolution(List.copyOf(used.values()), ordered());
    }

    private List<String> expanded(String name) {
        if (!Wildcard.isPattern(name)) return List.of(name);
        var pattern = Wildcard.of(name);
        List<String> names = Stream.concat(groups.keySet().stream(), drafts.keySet().stream()).filter(pattern::matches)
                .toList();
        if (names.isEmpty()) throw new SlipwayException.BadInput(Problem.of("there is no target that matches " + name)
                .hint(known(name)));
        return names;
    }

    /// The targets of a group, and of its groups; a target's own name if there is no such group.
    private void collect(String name, Set<String> members, Map<String, Group> used) {
        Group group = groups.get(name);
        if (group == null) {
            members.add(name);
            return;
        }
        if (used.containsKey(name)) {
            used.get(name).targets().stream().filter(drafts::containsKey).filter(target -> !groups.containsKey(target))
                    .forEach(members::add);
            return;
        }
        used.put(name, new Group(name, group.description(), List.copyOf(new LinkedHashSet<>(group.targets()))));
        for (String target : group.targets()) {
            if (target.equals(name)) members.add(name);
            else collect(target, members, used);
        }
    }

    /// What was asked for is the group `default`.
    private static void addDefault(Set<String> names, Map<String, Group> used) {
        for (String name : names) {
            Group known = used.get("default");
            if (known != null && name.equals("default")) continue;
            var targets = new LinkedHashSet<>(known == null ? List.of() : known.targets());
            targets.add(name);
            used.put("default", new Group("default", known == null ? "" : known.description(), List.copyOf(targets)));
        }
        Group known = used.get("default");
        if (known != null) used.put("default", new Group("default", known.description(),
                known.targets().stream().sorted(slipway.bake.evaluate.Value.ORDER).toList()));
    }

    private Target target(String name) {
        Target target = inherited(name, new LinkedHashMap<>(), Optional.empty()).orElseThrow();
        String context = target.text(Key.CONTEXT).orElse(".");
        Target complete = target.with(Key.CONTEXT, new Setting.Text(ContextPath.cleaned(context)));
        if (target.text(Key.DOCKERFILE).filter(file -> !file.isEmpty()).isEmpty()) {
            complete = complete.with(Key.DOCKERFILE, new Setting.Text("Dockerfile"));
        }
        String epoch = surroundings.environment().getOrDefault(EPOCH, "");
        if (!epoch.isEmpty() && !complete.pairs(Key.ARGS).containsKey(EPOCH)) {
            var arguments = new LinkedHashMap<>(complete.pairs(Key.ARGS));
            arguments.put(EPOCH, epoch);
            complete = complete.with(Key.ARGS, Setting.pairs(arguments));
        }
        return complete;
    }

    /// A target with what it inherits; nothing while it is being worked out, so that a circle ends.
    private Optional<Target> inherited(String name, Map<String, Optional<Target>> visited, Optional<Location> asker) {
        if (visited.containsKey(name)) return visited.get(name);
        visited.put(name, Optional.empty());
        Draft draft = drafts.get(name);
        if (draft == null) throw missing(name, asker);
        Map<Key, Setting> settings = new EnumMap<>(Key.class);
        for (String parent : draft.inherits()) {
            Optional<Target> found = inherited(parent, visited, draft.inheritsPlace());
            if (found.isPresent()) settings = Draft.merged(settings, found.get().settings());
        }
        settings = Draft.merged(settings, draft.settings());
        Target target = tidied(SetOption.apply(new Target(name, settings, Role.ASKED),
                overrides.getOrDefault(name, List.of())));
        visited.put(name, Optional.of(target));
        return Optional.of(target);
    }

    private SlipwayException.BadInput missing(String name, Optional<Location> place) {
        var problem = Problem.of("there is no target " + name).hint(known(name));
        return new SlipwayException.BadInput(place.isPresent() ? problem.in(place.get()) : problem);
    }

    private static Target tidied(Target target) {
        var settings = new EnumMap<Key, Setting>(Key.class);
        target.settings().forEach((key, setting) -> settings.put(key, setting.tidied()));
        if (target.text(Key.NETWORK).filter("host"::equals).isPresent()) {
            var allowed = new LinkedHashSet<>(target.texts(Key.ENTITLEMENTS));
            allowed.add("network.host");
            settings.put(Key.ENTITLEMENTS, new Setting.Texts(List.copyOf(allowed)).tidied());
        }
        var contexts = new LinkedHashMap<>(target.pairs(Key.CONTEXTS));
        if (contexts.values().removeIf(String::isEmpty)) settings.put(Key.CONTEXTS, Setting.pairs(contexts));
        return new Target(target.name(), settings, target.role());
    }

    /// Resolves what a target takes as contexts, and refuses circles.
    private void link(String name, List<String> above) {
        var path = new ArrayList<>(above);
        path.add(name);
        for (String linked : resolved.get(name).links().values()) {
            if (linked.equals(name)) throw new SlipwayException.BadInput(Problem.of("the target " + name
                    + " cannot be its own context"));
            if (path.contains(linked)) throw new SlipwayException.BadInput(Problem.of("targets are each other's contexts: "
                    + String.join(" → ", path.subList(path.indexOf(linked), path.size())) + " → " + linked));
            if (!resolved.containsKey(linked)) resolved.put(linked, target(linked).linked());
            link(linked, path);
            inheritEntitlements(name, linked);
            checkPlatforms(resolved.get(name), resolved.get(linked));
        }
    }

    private void inheritEntitlements(String name, String linked) {
        List<String> more = resolved.get(linked).texts(Key.ENTITLEMENTS);
        if (more.isEmpty()) return;
        var all = new LinkedHashSet<>(resolved.get(name).texts(Key.ENTITLEMENTS));
        all.addAll(more);
        resolved.put(name, resolved.get(name).with(Key.ENTITLEMENTS, new Setting.Texts(List.copyOf(all))));
    }

    private static void checkPlatforms(Target target, Target linked) {
        List<String> own = target.texts(Key.PLATFORMS);
        List<String> theirs = linked.texts(Key.PLATFORMS);
        if (own.size() > 1 && theirs.size() > 1 && !theirs.containsAll(own)) {
            throw new SlipwayException.BadInput(Problem.of("the target " + target.name()
                    + " is for platforms that its context "
                    + linked.name() + " is not for").hint(String.join(", ", own) + " are not all among "
                    + String.join(", ", theirs)));
        }
    }

    /// A target after its contexts; otherwise as asked.
    private List<Target> ordered() {
        Set<String> order = new LinkedHashSet<>();
        for (String name : resolved.keySet()) visit(name, order);
        return order.stream().map(resolved::get).toList();
    }

    private void visit(String name, Set<String> order) {
        if (order.contains(name)) return;
        for (String linked : resolved.get(name).links().values()) visit(linked, order);
        order.add(name);
    }
}
