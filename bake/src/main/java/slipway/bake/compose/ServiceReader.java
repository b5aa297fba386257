package slipway.bake.compose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.bake.Entries;
import slipway.bake.Entry;
import slipway.bake.Key;
import slipway.bake.Setting;
import slipway.compose.yaml.YamlNode;
import slipway.diagnostics.Problem;

/// Reads one service.
final class ServiceReader {

    private static final List<String> KEYS = List.of("additional_contexts", "args", "cache_from", "cache_to", "context",
            "dockerfile", "dockerfile_inline", "entitlements", "extra_hosts", "isolation", "labels", "network", "no_cache",
            "no_cache_filter", "platforms", "privileged", "provenance", "pull", "sbom", "secrets", "shm_size", "ssh", "tags",
            "target", "ulimits");

    /// What builds elsewhere know and ours do not.
    private static final List<String> WITHOUT_MEANING = List.of("entitlements", "isolation", "no_cache_filter",
            "privileged");

    private final ComposeNodes nodes;
    private final List<Problem> warnings;

    ServiceReader(ComposeNodes nodes, List<Problem> warnings) {
        this.nodes = nodes;
        this.warnings = warnings;
    }

    Service read(YamlNode.Pair pair) {
        var service = new Service(pair.key().text(), pair.key().location());
        if (ComposeNodes.isNull(pair.value())) return service;
        YamlNode.Mapping mapping = nodes.mapping(pair.value(), "a service");
        service.image = nodes.text(mapping, "image");
        mapping.member("environment").ifPresent(node -> nodes.pairs(node, "environment", "=").forEach(variable ->
                variable.value().ifPresent(value -> service.environment.put(variable.name(), value))));
        service.base = mapping.member("extends").map(node -> base(node));
        mapping.member("build").ifPresent(build -> {
            service.builds = true;
            if (build instanceof YamlNode.Scalar) set(service, Key.CONTEXT, build);
            else build(service, nodes.mapping(build, "build"));
        });
        return service;
    }

    private String base(YamlNode node) {
        if (node instanceof YamlNode.Scalar) return nodes.text(node, "extends");
        YamlNode.Mapping mapping = nodes.mapping(node, "extends");
        mapping.member("file").ifPresent(file -> {
            throw file.refuse("a service can extend one of the same file only", "copy what it extends");
        });
        return nodes.text(mapping, "service").orElseThrow(() -> mapping.refuse("extends names no service"));
    }

    private void build(Service service, YamlNode.Mapping build) {
        for (YamlNode.Pair pair : build.pairs()) {
            String key = pair.key().text();
            YamlNode value = pair.value();
            if (ComposeNodes.isNull(value)) continue;
            switch (key) {
                case "context" -> set(service, Key.CONTEXT, value);
                case "dockerfile" -> set(service, Key.DOCKERFILE, value);
                case "dockerfile_inline" -> set(service, Key.DOCKERFILE_INLINE, value);
                case "target" -> set(service, Key.TARGET, value);
                case "network" -> set(service, Key.NETWORK, value);
                case "tags" -> service.set(Key.TAGS, new Setting.Texts(nodes.texts(value, key)));
                case "platforms" -> service.set(Key.PLATFORMS, new Setting.Texts(nodes.texts(value, key)));
                case "cache_from" -> service.set(Key.CACHE_FROM, entries(Key.CACHE_FROM, value));
                case "cache_to" -> service.set(Key.CACHE_TO, entries(Key.CACHE_TO, value));
                case "pull" -> flag(service, Key.PULL, value);
                case "no_cache" -> flag(service, Key.NO_CACHE, value);
                case "args" -> arguments(service, value);
                case "labels" -> service.set(Key.LABELS, Setting.pairs(pairs(value, key)));
                case "additional_contexts" -> contexts(service, value);
                case "extra_hosts" -> hosts(service, value);
                case "ulimits" -> limits(service, value);
                case "shm_size" -> service.set(Key.SHM_SIZE, new Setting.Text(Sizes.shown(nodes.text(value, key))
                        .orElseThrow(() -> value.refuse("not a size", "such as 64m or 1gb"))));
                case "secrets" -> secrets(service, value);
                case "ssh" -> keys(service, value);
                case "sbom", "provenance" -> attest(service, key, value);
                case "x-bake" -> new ExtensionReader(nodes).read(service, nodes.mapping(value, key));
                default -> other(pair);
            }
        }
    }

    private void other(YamlNode.Pair pair) {
        String key = pair.key().text();
        if (key.startsWith("x-")) return;
        if (!WITHOUT_MEANING.contains(key)) throw pair.key().refuse("a build has no " + key,
                slipway.diagnostics.Suggestion.didYouMean(key, KEYS).orElse("keys are " + String.join(", ", KEYS)));
        warnings.add(Problem.at(pair.key().location().source(), pair.key().location().span(), key + " means nothing here"));
    }

    private void set(Service service, Key key, YamlNode node) {
        String text = nodes.text(node, key.attribute());
        if (!text.isEmpty()) service.set(key, new Setting.Text(text));
    }

    /// Only what is switched on is an attribute.
    private void flag(Service service, Key key, YamlNode node) {
        if (nodes.flag(node, key.attribute())) service.set(key, new Setting.Flag(true));
    }

    private Setting entries(Key key, YamlNode node) {
        var entries = new ArrayList<Entry>();
        List<YamlNode> items = node instanceof YamlNode.Sequence(var each, var _) ? each : List.of(node);
        for (YamlNode item : items) {
            entries.addAll(ComposeNodes.placed(item, () -> Entries.parse(key.kind(), nodes.text(item, key.attribute()))));
        }
        return new Setting.Entries(entries);
    }

    private void arguments(Service service, YamlNode node) {
        var set = new LinkedHashMap<String, String>();
        for (ComposeNodes.Pair pair : nodes.pairs(node, "args", "=")) {
            if (pair.value().isPresent()) set.put(pair.name(), pair.value().get());
            else service.unsetArguments.put(pair.name(), pair.place());
        }
        service.set(Key.ARGS, Setting.pairs(set));
    }

    private LinkedHashMap<String, String> pairs(YamlNode node, String what) {
        var pairs = new LinkedHashMap<String, String>();
        nodes.pairs(node, what, "=").forEach(pair -> pairs.put(pair.name(), pair.value().orElse("")));
        return pairs;
    }

    private void contexts(Service service, YamlNode node) {
        var contexts = new LinkedHashMap<String, String>();
        for (ComposeNodes.Pair pair : nodes.pairs(node, "additional_contexts", "=")) {
            String value = pair.value().orElse("");
            if (value.startsWith("service:")) service.linked.put(value.substring("service:".length()), pair.place());
            contexts.put(pair.name(), ExtensionReader.context(value));
        }
        service.set(Key.CONTEXTS, Setting.pairs(contexts));
    }

    private void hosts(Service service, YamlNode node) {
        var hosts = new LinkedHashMap<String, String>();
        for (ComposeNodes.Pair pair : nodes.pairs(node, "extra_hosts", "=:")) {
            String address = pair.value().orElseThrow(() -> node.refuse(pair.name() + " has no address"));
            if (address.startsWith("[") && address.endsWith("]")) address = address.substring(1, address.length() - 1);
            hosts.merge(pair.name(), address, (first, second) -> first + "," + second);
        }
        service.set(Key.EXTRA_HOSTS, Setting.pairs(hosts));
    }

    private void limits(Service service, YamlNode node) {
        for (YamlNode.Pair pair : nodes.mapping(node, "ulimits").pairs()) {
            String name = pair.key().text();
            if (pair.value() instanceof YamlNode.Scalar) {
                String both = nodes.text(pair.value(), name);
                service.limits.put(name, both + ":" + both);
            } else {
                YamlNode.Mapping limit = nodes.mapping(pair.value(), name);
                service.limits.put(name, nodes.text(limit, "soft").orElseThrow(() -> limit.refuse(name + " has no soft"))
                        + ":" + nodes.text(limit, "hard").orElseThrow(() -> limit.refuse(name + " has no hard")));
            }
        }
    }

    private void secrets(Service service, YamlNode node) {
        if (!(node instanceof YamlNode.Sequence(var items, var _))) throw node.refuse("secrets is a list");
        for (YamlNode item : items) {
            Optional<String> name = item instanceof YamlNode.Scalar ? Optional.of(nodes.text(item, "a secret"))
                    : nodes.text(nodes.mapping(item, "a secret"), "source");
            service.secrets.put(name.orElseThrow(() -> item.refuse("a secret needs a source")), item.location());
        }
    }

    private void keys(Service service, YamlNode node) {
        List<Entry> keys = new ArrayList<>();
        for (ComposeNodes.Pair pair : nodes.pairs(node, "ssh", "=")) {
            keys.add(new Entry.Ssh(pair.name(), pair.value().filter(path -> !path.isEmpty()).map(List::of)
                    .orElse(List.of())));
        }
        keys.sort(Comparator.comparing(Entry::option));
        service.set(Key.SSH, new Setting.Entries(keys));
    }

    private void attest(Service service, String type, YamlNode node) {
        String text = nodes.text(node, type);
        Map<String, String> flags = Map.of("true", "disabled=false", "1", "disabled=false", "false", "disabled=true", "0",
                "disabled=true");
        String option = "type=" + type + "," + flags.getOrDefault(text, text);
        service.set(Key.ATTEST, new Setting.Entries(ComposeNodes.placed(node, () ->
                Entries.parse(Key.Kind.ATTESTS, option))));
    }
}
