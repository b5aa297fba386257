package slipway.bake.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import slipway.bake.Entries;
import slipway.bake.Entry;
import slipway.bake.Key;
import slipway.bake.Setting;
import slipway.compose.yaml.YamlNode;

/// Reads `x-bake`, which says of a build what compose files have no words for.
final class ExtensionReader {

    private final ComposeNodes nodes;

    ExtensionReader(ComposeNodes nodes) {
        this.nodes = nodes;
    }

    void read(Service service, YamlNode.Mapping extension) {
        for (YamlNode.Pair pair : extension.pairs()) {
            String name = pair.key().text();
            YamlNode value = pair.value();
            if (ComposeNodes.isNull(value)) continue;
            switch (name) {
                case "tags", "platforms", "no-cache-filter" -> service.extension.put(key(name),
                        new Setting.Texts(words(value, name)));
                case "cache-from", "cache-to", "secret", "ssh", "output" -> {
                    var entries = new ArrayList<Entry>();
                    for (String word : words(value, name)) {
                        entries.addAll(ComposeNodes.placed(value, () -> Entries.parse(key(name).kind(), word)));
                    }
                    service.extension.put(key(name), new Setting.Entries(entries));
                }
                case "pull", "no-cache" -> service.extension.put(key(name), new Setting.Flag(nodes.flag(value, name)));
                case "contexts" -> {
                    var contexts = new LinkedHashMap<String, String>();
                    nodes.pairs(value, name, "=").forEach(context ->
                            contexts.put(context.name(), context(context.value().orElse(""))));
                    service.extension.put(Key.CONTEXTS, Setting.pairs(contexts));
                }
                default -> throw pair.key().refuse("x-bake has no " + name, "it has tags, platforms, cache-from, cache-to, "
                        + "secret, ssh, output, pull, no-cache, no-cache-filter and contexts");
            }
        }
    }

    private static Key key(String name) {
        return Key.valueOf(name.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }

    /// A list, or words in one string.
    private List<String> words(YamlNode node, String what) {
        if (node instanceof YamlNode.Sequence) return nodes.texts(node, what);
        return List.of(nodes.text(node, what).strip().split("\\s+"));
    }

    /// A context in terms of targets: services are targets.
    static String context(String value) {
        for (String prefix : List.of("service:", "target:")) {
            if (value.startsWith(prefix)) return "target:" + value.substring(prefix.length()).replace('.', '_');
        }
        return value;
    }
}
