package slipway.bake.compose;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import slipway.bake.Draft;
import slipway.bake.Key;
import slipway.bake.Setting;
import slipway.diagnostics.Location;

/// What a compose file says of one service that concerns its build.
final class Service {

    final String name;
    final Location place;
    final Map<Key, Setting> settings = new EnumMap<>(Key.class);
    /// Of `x-bake`, which counts after everything else.
    final Map<Key, Setting> extension = new EnumMap<>(Key.class);
    final SequencedMap<String, String> environment = new LinkedHashMap<>();
    /// Arguments without a value, which is looked up.
    final SequencedMap<String, Location> unsetArguments = new LinkedHashMap<>();
    final TreeMap<String, String> limits = new TreeMap<>();
    /// Names of secrets, defined elsewhere in the file.
    final SequencedMap<String, Location> secrets = new LinkedHashMap<>();
    final SequencedMap<String, Location> linked = new LinkedHashMap<>();
    Optional<String> image = Optional.empty();
    Optional<String> base = Optional.empty();
    boolean builds;

    Service(String name, Location place) {
        this.name = name;
        this.place = place;
    }

    /// Takes up what a later file, or a service that extends this one, says.
    Service plus(Service later) {
        var both = new Service(later.name, later.place);
        for (Service one : new Service[] {this, later}) {
            one.settings.forEach((key, setting) -> both.settings.merge(key, setting, Setting::plus));
            one.extension.forEach((key, setting) -> both.extension.merge(key, setting, Setting::plus));
            both.environment.putAll(one.environment);
            both.unsetArguments.putAll(one.unsetArguments);
            both.limits.putAll(one.limits);
            both.secrets.putAll(one.secrets);
            both.linked.putAll(one.linked);
            both.builds |= one.builds;
        }
        both.image = later.image.or(() -> image);
        both.base = later.base;
        return both;
    }

    void set(Key key, Setting setting) {
        settings.merge(key, setting, Setting::plus);
    }

    /// @param variables of the environment, for arguments without a value
    Draft target(String name, Map<String, String> variables) {
        var arguments = new LinkedHashMap<String, String>();
        for (String argument : unsetArguments.keySet()) {
            Optional.ofNullable(environment.get(argument)).or(() -> Optional.ofNullable(variables.get(argument)))
                    .ifPresent(value -> arguments.put(argument, value));
        }
        var all = new EnumMap<Key, Setting>(Key.class);
        all.putAll(settings);
        if (!arguments.isEmpty()) all.merge(Key.ARGS, Setting.pairs(arguments), (known, looked) -> looked.plus(known));
        if (!limits.isEmpty()) all.put(Key.ULIMITS, new Setting.Texts(limits.entrySet().stream()
                .map(limit -> limit.getKey() + "=" + limit.getValue()).toList()));
        extension.forEach((key, setting) -> all.merge(key, setting, (known, own) ->
                key == Key.CONTEXTS ? own.plus(known) : known.plus(own)));
        if (image.isPresent() && all.getOrDefault(Key.TAGS, new Setting.Texts(java.util.List.of())).isEmpty()) {
            all.put(Key.TAGS, new Setting.Texts(java.util.List.of(image.get())));
        }
        return Draft.of(name, all);
    }
}
