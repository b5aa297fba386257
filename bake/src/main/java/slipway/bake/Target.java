package slipway.bake;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.bake.Entry.Export;
import slipway.image.json.Json;

/// One build, with everything that it inherits and that options set.
///
/// @param role whether it was asked for
public record Target(String name, Map<Key, Setting> settings, Role role) {

    public Target {
        var copy = new EnumMap<Key, Setting>(Key.class);
        copy.putAll(settings);
        settings = Collections.unmodifiableMap(copy);
    }

    /// Why a target is built.
    public enum Role {
        /// Somebody asked for it, or for a group that has it.
        ASKED,
        /// It is the context of another target; its own outputs are left out.
        LINKED
    }

    public Optional<Setting> setting(Key key) {
        return Optional.ofNullable(settings.get(key));
    }

    public Optional<String> text(Key key) {
        return setting(key).map(setting -> ((Setting.Text) setting).text());
    }

    public Optional<Boolean> flag(Key key) {
        return setting(key).map(setting -> ((Setting.Flag) setting).value());
    }

    public List<String> texts(Key key) {
        return setting(key).map(setting -> ((Setting.Texts) setting).texts()).orElse(List.of());
    }

    public SortedMap<String, String> pairs(Key key) {
        return setting(key).map(setting -> ((Setting.Pairs) setting).pairs()).orElse(Collections.emptySortedMap());
    }

    public List<Entry> entries(Key key) {
        return setting(key).map(setting -> ((Setting.Entries) setting).entries()).orElse(List.of());
    }

    /// The names of targets that this one takes files or its base from, by the name of the context.
    public SortedMap<String, String> links() {
        var links = new TreeMap<String, String>();
        pairs(Key.CONTEXTS).forEach((name, value) -> {
            if (value.startsWith(LINK)) links.put(name, value.substring(LINK.length()));
        });
        return links;
    }

    static final String LINK = "target:";

    Target with(Key key, Setting setting) {
        var changed = new EnumMap<Key, Setting>(Key.class);
        changed.putAll(settings);
        changed.put(key, setting);
        return new Target(name, changed, role);
    }

    /// This target as one that others need.
    Target linked() {
        Target cached = with(Key.OUTPUT, new Setting.Entries(List.of(new Export("cacheonly", "", new TreeMap<>()))));
        return new Target(name, cached.settings, Role.LINKED);
    }

    /// As `--print` shows it.
    public Json.Obj toJson() {
        var json = Json.object();
        settings.forEach((key, setting) -> {
            if (!setting.isEmpty()) json.put(key.attribute(), toJson(key, setting));
        });
        return json.build();
    }

    private static Json toJson(Key key, Setting setting) {
        boolean template = switch (key) {
            case ANNOTATIONS, DOCKERFILE_INLINE, LABELS, ARGS, EXTRA_HOSTS -> true;
            case DESCRIPTION, ATTEST, CONTEXT, CONTEXTS, DOCKERFILE, TAGS, CACHE_FROM, CACHE_TO, TARGET, SECRET, SSH,
                    PLATFORMS,
                    OUTPUT, PULL, NO_CACHE, NETWORK, NO_CACHE_FILTER, SHM_SIZE, ULIMITS, CALL, ENTITLEMENTS -> false;
        };
        return switch (setting) {
            case Setting.Text(var text) -> Json.of(escaped(template, text));
            case Setting.Flag(var value) -> Json.of(value);
            case Setting.Texts(var texts) -> Json.strings(texts.stream().map(text -> escaped(template, text)).toList());
            case Setting.Pairs(var pairs) -> {
                var object = Json.object();
                pairs.forEach((name, value) -> object.put(name, escaped(template, value)));
                yield object.build();
            }
            case Setting.Entries(var entries) -> Json.array(entries.stream().map(Entry::toJson).toList());
        };
    }

    /// What is printed can be read again as a definition, so what would be filled in is escaped.
    private static String escaped(boolean template, String text) {
        return template ? text.replace("${", "$${").replace("%{", "%%{") : text;
    }
}
