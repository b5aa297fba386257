package slipway.bake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.diagnostics.Location;

/// A target as files say it, before it has inherited anything.
///
/// @param inherits the targets it builds upon
/// @param inheritsPlace where they are named
public record Draft(String name, List<String> inherits, Map<Key, Setting> settings, Optional<Location> inheritsPlace) {

    public Draft {
        inherits = List.copyOf(inherits);
        var copy = new EnumMap<Key, Setting>(Key.class);
        copy.putAll(settings);
        settings = copy;
    }

    /// A target that inherits nothing.
    public static Draft of(String name, Map<Key, Setting> settings) {
        return new Draft(name, List.of(), settings, Optional.empty());
    }

    /// This target with what a later definition of the same name says.
    Draft plus(Draft later) {
        var inherited = new ArrayList<>(inherits);
        inherited.addAll(later.inherits);
        return new Draft(name, inherited, merged(settings, later.settings), later.inheritsPlace.or(() -> inheritsPlace));
    }

    static Map<Key, Setting> merged(Map<Key, Setting> settings, Map<Key, Setting> later) {
        var merged = new EnumMap<Key, Setting>(Key.class);
        merged.putAll(settings);
        later.forEach((key, setting) -> merged.merge(key, setting, (old, own) -> switch (key.merge()) {
            case REPLACE -> own;
            case ADD -> old.plus(own);
        }));
        return merged;
    }
}
