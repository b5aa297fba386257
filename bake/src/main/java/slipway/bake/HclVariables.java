package slipway.bake;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import slipway.bake.evaluate.Evaluator;
import slipway.bake.evaluate.JsonValues;
import slipway.bake.evaluate.Scope;
import slipway.bake.evaluate.Type;
import slipway.bake.evaluate.TypeExpressions;
import slipway.bake.evaluate.Value;
import slipway.bake.hcl.Body;
import slipway.bake.hcl.Body.Attribute;
import slipway.bake.hcl.Body.Block;
import slipway.diagnostics.Location;
import slipway.diagnostics.Suggestion;

/// The variables of HCL files: `variable` blocks, attributes outside of blocks, and what is built in. Each is evaluated when
/// it is first asked for.
final class HclVariables {

    private static final Set<String> RESERVED = Set.of("target", "group", "BAKE_CMD_CONTEXT", "BAKE_LOCAL_PLATFORM");

    private final Surroundings surroundings;
    private final Map<String, Block> blocks = new TreeMap<>(Value.ORDER);
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Set<String> inProgress = new HashSet<>();

    HclVariables(List<Body> bodies, Surroundings surroundings) {
        this.surroundings = surroundings;
        for (Body body : bodies) {
            body.blocks("variable").filter(block -> !RESERVED.contains(label(block))).forEach(block ->
                    blocks.put(label(block), block));
            body.attributes().stream().filter(attribute -> !RESERVED.contains(attribute.name())).forEach(attribute ->
                    attributes.put(attribute.name(), attribute));
        }
        values.put("BAKE_CMD_CONTEXT", Value.of("cwd://"));
        values.put("BAKE_LOCAL_PLATFORM", Value.of(surroundings.platform()));
    }

    static String label(Block block) {
        if (block.labels().size() == 1) return block.labels().getFirst().text();
        Location place = block.labels().isEmpty() ? block.typeLocation() : block.labels().get(1).location();
        throw Refusal.at(place, "a " + block.type() + " has one name", "write " + block.type() + " \"NAME\" { … }");
    }

    /// The value of a name.
    Value value(String name, Location place, Scope scope) {
        Value known = values.get(name);
        if (known != null) return known;
        if (!blocks.containsKey(name) && !attributes.containsKey(name)) throw unknown(name, place);
        if (!inProgress.add(name)) throw Refusal.at(place, "the variable " + name + " depends on itself");
        Value value = evaluate(name, scope);
        inProgress.remove(name);
        values.put(name, value);
        return value;
    }

    private RuntimeException unknown(String name, Location place) {
        var names = new ArrayList<>(blocks.keySet());
        names.addAll(attributes.keySet());
        return Refusal.at(place, "there is no variable " + name, Suggestion.didYouMean(name, names)
                .orElse("declare it: variable \"" + name + "\" {}"));
    }

    private Value evaluate(String name, Scope scope) {
        Optional<Block> block = Optional.ofNullable(blocks.get(name));
        Optional<Type> type = block.flatMap(declared -> declared.body().attribute("type"))
                .map(attribute -> TypeExpressions.read(attribute.value()));
        Optional<Attribute> definition = Optional.ofNullable(attributes.get(name))
                .or(() -> block.flatMap(declared -> declared.body().attribute("default")));
        Optional<Value> standard = definition.map(attribute -> type.isPresent()
                ? Evaluator.evaluate(attribute.value(), scope, type.get()) : Evaluator.evaluate(attribute.value(), scope));
        if (block.isEmpty()) return standard.orElseThrow();
        Location place = block.get().labels().getFirst().location();
        Optional<Value> outside = outside(name, type, standard, place);
        return outside.or(() -> standard).orElseGet(() -> type.isPresent() ? Value.NULL : Value.of(""));
    }

    /// What the environment or an option says, which counts before the default.
    private Optional<Value> outside(String name, Optional<Type> type, Optional<Value> standard, Location place) {
        Optional<String> json = surroundings.outside(name + "_JSON");
        Optional<String> plain = surroundings.outside(name);
        boolean own = json.isPresent() && !blocks.containsKey(name + "_JSON");
        if (!own && plain.isEmpty()) return Optional.empty();
        String from = own ? name + "_JSON" : name;
        return Optional.of(Refusal.placed(place, "the value of " + name + " from " + from, () -> {
            if (own && type.isPresent()) return OutsideValues.fromJson(json.get(), type.get());
            Type wanted = type.orElseGet(() -> standard.map(Type::of).orElse(Type.TEXT));
            return OutsideValues.fromText(name, own ? json.get() : plain.orElseThrow(), wanted);
        }));
    }

    /// Evaluates all, and what they are declared to have to be.
    List<Variable> all(Scope scope) {
        for (String name : blocks.keySet()) value(name, blocks.get(name).labels().getFirst().location(), scope);
        var variables = new ArrayList<Variable>();
        blocks.forEach((name, block) -> {
            for (Block validation : block.body().blocks("validation").toList()) validate(name, validation, scope);
            Value value = values.get(name);
            Optional<String> shown = value.isNull() ? Optional.empty()
                    : Optional.of(value instanceof Value.Text(var text) ? text : JsonValues.write(value));
            String type = block.body().attribute("type").map(attribute -> TypeExpressions.read(attribute.value()).shown())
                    .orElse("");
            variables.add(new Variable(name, text(block.body(), "description", scope).orElse(""), type, shown));
        });
        return variables;
    }

    /// Evaluates the attributes outside of blocks, so that an error in one is told though nobody needs it.
    void evaluateAttributes(Scope scope) {
        attributes.forEach((name, attribute) -> value(name, attribute.nameLocation(), scope));
    }

    private static Optional<String> text(Body body, String name, Scope scope) {
        return body.attribute(name).flatMap(attribute ->
                Evaluator.evaluate(attribute.value(), scope, Type.TEXT) instanceof Value.Text(var text) ? Optional.of(text)
                        : Optional.empty());
    }

    private static void validate(String name, Block validation, Scope scope) {
        Attribute condition = validation.body().attribute("condition").orElseThrow(() ->
                Refusal.at(validation.typeLocation(), "a validation needs a condition"));
        if (Evaluator.evaluate(condition.value(), scope, Type.FLAG).equals(Value.TRUE)) return;
        String message = text(validation.body(), "error_message", scope)
                .orElse("the value of " + name + " does not meet this condition");
        throw Refusal.at(condition.value().location(), message.isBlank() ? "validation of " + name + " failed" : message,
                "this is what " + name + " has to be");
    }
}
