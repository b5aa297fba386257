package slipway.bake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import slipway.bake.Entry.Export;
import slipway.bake.Key.Kind;
import slipway.bake.evaluate.FunctionFailed;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;

/// What one `--set PATTERN.KEY[.NAME][+]=VALUE` asks for.
///
/// @param name what stands after the key, for those that have names
/// @param mode whether values are added to what there is
/// @param value absent only where a variable of the environment is meant that is not set
record SetOption(String text, String pattern, String key, Optional<String> name, Mode mode, Optional<String> value) {

    enum Mode {
        REPLACE,
        ADD
    }

    /// Keys whose name on the command line is not that of the attribute.
    private static final java.util.Map<String, Key> OTHER_NAMES = java.util.Map.of("platform", Key.PLATFORMS, "secrets",
            Key.SECRET);

    private static final Set<String> UNKNOWN = Set.of("platforms", "secret", "description", "dockerfile-inline");

    private static final List<String> KEYS = List.of("annotations", "args", "attest", "cache-from", "cache-to", "call",
            "context", "contexts", "dockerfile", "entitlements", "extra-hosts", "labels", "load", "network", "no-cache",
            "no-cache-filter", "output", "platform", "pull", "push", "secrets", "shm-size", "ssh", "tags", "target",
                    "ulimits");

    /// @param environment looks variables up, for `args.NAME` without a value
    static SetOption parse(String text, Function<String, Optional<String>> environment) {
        int equals = text.indexOf('=');
        String left = equals < 0 ? text : text.substring(0, equals);
        Mode mode = left.endsWith("+") ? Mode.ADD : Mode.REPLACE;
        String[] keys = (mode == Mode.ADD ? left.substring(0, left.length() - 1) : left).split("\\.", 3);
        if (keys.length < 2) throw wrong(text, "names no key", "write --set TARGET.KEY=VALUE");
        if (UNKNOWN.contains(keys[1]) || !KEYS.contains(keys[1])) throw wrong(text, "has the unknown key " + keys[1],
                Suggestion.didYouMean(keys[1], KEYS).orElse("keys are " + String.join(", ", KEYS)));
        boolean argument = keys[1].equals("args");
        if (equals < 0 && !argument) throw wrong(text, "has no value", "write --set TARGET.KEY=VALUE");
        Optional<String> name = keys.length == 3 ? Optional.of(keys[2]) : Optional.empty();
        boolean named = Key.named(keys[1]).filter(key -> key.kind() == Kind.PAIRS).isPresent();
        if (named && name.isEmpty()) throw wrong(text, "names none of the " + keys[1], "write --set TARGET." + keys[1]
                + ".NAME=VALUE");
        Optional<String> value = equals < 0 ? environment.apply(keys[2]) : Optional.of(text.substring(equals + 1));
        return new SetOption(text, keys[0], keys[1], name, mode, value);
    }

    private static SlipwayException.Usage wrong(String text, String what, String hint) {
        return new SlipwayException.Usage(Problem.of("--set " + text + " " + what).hint(hint));
    }

    /// The target with what these options set; options for one key belong together.
    static Target apply(Target target, List<SetOption> overrides) {
        var byKey = new LinkedHashMap<String, List<SetOption>>();
        for (SetOption override : overrides) {
            byKey.computeIfAbsent(override.key + override.name.map(name -> "." + name).orElse(""), _ -> new ArrayList<>())
                    .add(override);
        }
        Target result = target;
        for (List<SetOption> same : byKey.values()) {
            try {
                result = same.getLast().applied(result, same);
            } catch (FunctionFailed e) {
                throw wrong(same.getLast().text, "cannot be used", e.getMessage());
            }
        }
        return result;
    }

    private Target applied(Target target, List<SetOption> same) {
        if (value.isEmpty()) return target;
        if (key.equals("push")) return target.with(Key.OUTPUT, pushed(target, Flags.parse("push", value.get())));
        if (key.equals("load")) return Flags.parse("load", value.get()) ? target.with(Key.OUTPUT, loaded(target)) : target;
        Key attribute = Optional.ofNullable(OTHER_NAMES.get(key)).or(() -> Key.named(key)).orElseThrow();
        List<String> values = same.stream().flatMap(override -> override.value.stream()).toList();
        Setting setting = switch (attribute.kind()) {
            case TEXT -> new Setting.Text(value.get());
            case FLAG -> new Setting.Flag(Flags.parse(key, value.get()));
            case TEXTS -> new Setting.Texts(values);
            case PAIRS -> Setting.pairs(new LinkedHashMap<>(java.util.Map.of(name.orElseThrow(), value.get())));
            case CACHES, EXPORTS, ATTESTS, SECRETS, SSH_KEYS -> new Setting.Entries(values.stream()
                    .flatMap(one -> Entries.parse(attribute.kind(), one).stream()).toList());
        };
        boolean add = mode == Mode.ADD || switch (attribute) {
            case ARGS, CONTEXTS, LABELS, EXTRA_HOSTS, ENTITLEMENTS, ANNOTATIONS, ATTEST -> true;
            case DESCRIPTION, CONTEXT, DOCKERFILE, DOCKERFILE_INLINE, TAGS, CACHE_FROM, CACHE_TO, TARGET, SECRET, SSH,
                    PLATFORMS, OUTPUT, PULL, NO_CACHE, NETWORK, NO_CACHE_FILTER, SHM_SIZE, ULIMITS, CALL -> false;
        };
        return target.with(attribute, add ? target.setting(attribute).map(old -> old.plus(setting)).orElse(setting)
                : setting);
    }

    /// Images are pushed, and an image is made to be pushed unless there are other outputs; or nothing is pushed.
    private static Setting pushed(Target target, boolean push) {
        var outputs = new ArrayList<Entry>();
        boolean other = false;
        for (Entry entry : target.entries(Key.OUTPUT)) {
            if (!(entry instanceof Export export)) continue;
            other |= !export.type().equals("docker");
            if (export.type().equals("image")) {
                var attributes = new java.util.TreeMap<>(export.attributes());
                attributes.put("push", Boolean.toString(push));
                outputs.add(new Export("image", export.destination(), attributes));
            } else if (push || !export.type().equals("registry")) {
                outputs.add(export);
            }
        }
        if (push && !other) {
            outputs.add(new Export("image", "", new java.util.TreeMap<>(java.util.Map.of("push", "true"))));
        }
        return new Setting.Entries(outputs);
    }

    /// The image is kept, unless it is already or there are outputs that are not images.
    private static Setting loaded(Target target) {
        var outputs = new ArrayList<>(target.entries(Key.OUTPUT));
        for (Entry entry : outputs) {
            if (!(entry instanceof Export export)) continue;
            boolean image = List.of("image", "registry", "oci", "docker").contains(export.type());
            if (!image || export.type().equals("docker") && export.destination()
                    .isEmpty()) return new Setting.Entries(outputs);
        }
        outputs.add(new Export("docker", "", new java.util.TreeMap<>()));
        return new Setting.Entries(outputs);
    }
}
