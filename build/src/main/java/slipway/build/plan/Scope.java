package slipway.build.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The variables that words of a stage see, and processes of the stage get: those of `ARG` and of `ENV`, in one room. Of
/// two with one name the later counts, whatever set it.
///
/// An argument may be declared and have no value; it is in scope all the same, and history mentions it.
final class Scope {

    /// Arguments that speak to those who list what is in an image, and to no process.
    private static final Set<String> NOT_FOR_PROCESSES = Set.of("BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE");

    private final SequencedMap<String, Optional<String>> declared = new LinkedHashMap<>();
    private final SequencedMap<String, String> variables = new LinkedHashMap<>();

    /// Takes over what another stage declared, and its variables.
    void inherit(Scope parent) {
        declared.putAll(parent.declared);
        parent.variables.forEach(this::set);
    }

    /// An argument comes into scope. One without a value leaves a variable of its name as it is.
    void declare(String name, Optional<String> value) {
        declared.put(name, value.or(() -> declared.getOrDefault(name, Optional.empty())));
        if (!NOT_FOR_PROCESSES.contains(name)) value.ifPresent(text -> set(name, text));
    }

    void set(String name, String value) {
        variables.remove(name);
        variables.putLast(name, value);
    }

    void remove(String name) {
        variables.remove(name);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    /// The declared arguments, in order, with what they are worth now.
    SequencedMap<String, String> arguments() {
        var values = new LinkedHashMap<String, String>();
        declared.forEach((name, value) -> values.put(name, value(name).or(() -> value).orElse("")));
        return values;
    }

    /// All variables, those set last at the end.
    Map<String, String> variables() {
        return variables;
    }
}
