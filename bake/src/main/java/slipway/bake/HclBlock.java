package slipway.bake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import slipway.bake.evaluate.Evaluator;
import slipway.bake.evaluate.Scope;
import slipway.bake.evaluate.Value;
import slipway.bake.hcl.Body.Attribute;
import slipway.bake.hcl.Body.Block;
import slipway.diagnostics.Location;

/// One `target` or `group` block with one cell of its matrix. Attributes are evaluated when they are first asked for, since
/// blocks may refer to each other.
final class HclBlock {

    private static final String INHERITS = "inherits";
    private static final String TARGETS = "targets";

    private final Block block;
    private final String name;
    private final Scope scope;
    private final Map<Key, Optional<Setting>> settings = new EnumMap<>(Key.class);
    private final Map<String, Optional<List<String>>> lists = new TreeMap<>();
    private final Set<String> inProgress = new HashSet<>();

    HclBlock(Block block, String name, Scope scope) {
        this.block = block;
        this.name = name;
        this.scope = scope;
    }

    String type() {
        return block.type();
    }

    String name() {
        return name;
    }

    Location place() {
        return block.labels().getFirst().location();
    }

    private Optional<Setting> setting(Key key) {
        Optional<Setting> known = settings.get(key);
        if (known != null) return known;
        Optional<Attribute> attribute = block.body().attribute(key.attribute());
        Optional<Setting> setting = attribute.flatMap(found -> guarded(found, () -> SettingReader.read(key, found, scope)));
        settings.put(key, setting);
        return setting;
    }

    private Optional<List<String>> list(String attribute) {
        Optional<List<String>> known = lists.get(attribute);
        if (known != null) return known;
        Optional<List<String>> list = block.body().attribute(attribute).flatMap(found -> guarded(found, () -> {
            Value value = Evaluator.evaluate(found.value(), scope);
            return value.isNull() ? Optional.empty()
                    : Optional.of(Refusal.placed(found.value().location(), attribute, () -> SettingReader.texts(value)));
        }));
        lists.put(attribute, list);
        return list;
    }

    private <T> T guarded(Attribute attribute, java.util.function.Supplier<T> work) {
        if (!inProgress.add(attribute.name())) throw Refusal.at(attribute.nameLocation(), type() + "." + name + "."
                + attribute.name() + " depends on itself");
        T result = work.get();
        inProgress.remove(attribute.name());
        return result;
    }

    /// The block as a group.
    Group group() {
        List<String> targets = list(TARGETS).orElseThrow(() -> Refusal.at(place(), "the group " + name + " has no targets",
                "write targets = [\"…\"]"));
        return new Group(name, setting(Key.DESCRIPTION).map(text -> ((Setting.Text) text).text()).orElse(""), targets);
    }

    /// The block as a target.
    Draft target() {
        var all = new EnumMap<Key, Setting>(Key.class);
        for (Key key : Key.values()) setting(key).ifPresent(setting -> all.put(key, setting));
        return new Draft(name, list(INHERITS).orElse(List.of()), all,
                block.body().attribute(INHERITS).map(attribute -> attribute.value().location()));
    }

    /// What `target.name.attribute` is.
    Value attribute(String attribute, Location place) {
        if (attribute.equals("name")) return Value.of(name);
        String listName = type().equals("group") ? TARGETS : INHERITS;
        if (attribute.equals(listName)) return list(listName).<Value>map(Value::texts).orElse(Value.NULL);
        Optional<Key> key = Key.named(attribute).filter(found -> type().equals("target") || found == Key.DESCRIPTION);
        if (key.isEmpty()) throw Refusal.at(place, "a " + type() + " has no attribute " + attribute);
        return setting(key.get()).map(HclBlock::value).orElseGet(() -> missing(key.get()));
    }

    private static Value missing(Key key) {
        return switch (key.kind()) {
            case CACHES, EXPORTS, ATTESTS, SECRETS, SSH_KEYS -> Value.list(List.of());
            case TEXT -> key == Key.DESCRIPTION ? Value.of("") : Value.NULL;
            case FLAG, TEXTS, PAIRS -> Value.NULL;
        };
    }

    private static Value value(Setting setting) {
        return switch (setting) {
            case Setting.Text(var text) -> Value.of(text);
            case Setting.Flag(var flag) -> Value.of(flag);
            case Setting.Texts(var texts) -> Value.texts(texts);
            case Setting.Pairs(var pairs) -> {
                var members = new TreeMap<String, Value>(Value.ORDER);
                pairs.forEach((key, text) -> members.put(key, Value.of(text)));
                yield Value.map(members);
            }
            case Setting.Entries(var entries) -> Value.list(entries.stream()
                    .map(entry -> slipway.bake.evaluate.JsonValues.read(entry.toJson().toText())).toList());
        };
    }

    /// What `target.name` is: all of its attributes.
    Value whole(Location place) {
        var members = new TreeMap<String, Value>(Value.ORDER);
        for (String attribute : attributes()) members.put(attribute, attribute(attribute, place));
        return Value.object(members);
    }

    private List<String> attributes() {
        var names = new ArrayList<>(List.of("name", type().equals("group") ? TARGETS : INHERITS));
        for (Key key : Key.values()) if (type().equals("target") || key == Key.DESCRIPTION) names.add(key.attribute());
        return names;
    }
}
