package slipway.build.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// The build arguments that are in scope: those declared, in order, with the values they have.
///
/// An argument may be declared and have no value; it is in scope all the same, and history mentions it.
final class Scope {

    private final SequencedMap<String, Optional<String>> declared = new LinkedHashMap<>();

    Scope() {}

    Scope(Scope inherited) {
        declared.putAll(inherited.declared);
    }

    void declare(String name, Optional<String> value) {
        declared.put(name, value);
    }

    Optional<String> value(String name) {
        return declared.getOrDefault(name, Optional.empty());
    }

    /// The declared arguments, in order.
    SequencedMap<String, Optional<String>> declared() {
        return declared;
    }

    /// The values that the platforms of a build give to the arguments that every Dockerfile may declare.
    static Map<String, String> platformArguments(slipway.image.Platform build, slipway.image.Platform target,
            String targetStage) {
        var values = new LinkedHashMap<String, String>();
        put(values, "BUILD", build);
        put(values, "TARGET", target);
        values.put("TARGETSTAGE", targetStage);
        return values;
    }

    private static void put(Map<String, String> values, String prefix, slipway.image.Platform platform) {
        values.put(prefix + "PLATFORM", platform.toString());
        values.put(prefix + "OS", platform.os());
        values.put(prefix + "OSVERSION", platform.osVersion().orElse(""));
        values.put(prefix + "ARCH", platform.architecture());
        values.put(prefix + "VARIANT", platform.variant().orElse(""));
    }
}
