package slipway.bake;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import slipway.bake.evaluate.Evaluator;
import slipway.bake.evaluate.Function;
import slipway.bake.evaluate.Function.Nulls;
import slipway.bake.evaluate.Function.Parameter;
import slipway.bake.evaluate.Functions;
import slipway.bake.evaluate.Scope;
import slipway.bake.evaluate.Type;
import slipway.bake.evaluate.Value;
import slipway.bake.hcl.Body;
import slipway.bake.hcl.Body.Block;
import slipway.bake.hcl.Children;
import slipway.bake.hcl.Expression;
import slipway.diagnostics.Location;

/// The functions that files declare, and the two that ask about the world.
final class HclFunctions {

    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final Map<String, Function> functions = new LinkedHashMap<>();
    private final Set<String> withoutCycle = new HashSet<>();
    private final Supplier<Scope> scope;

    /// @param scope in which bodies of functions are evaluated
    HclFunctions(List<Body> bodies, Surroundings surroundings, Supplier<Scope> scope) {
        this.scope = scope;
        for (Body body : bodies) body.blocks("function").forEach(block -> blocks.put(HclVariables.label(block), block));
        functions.put("timestamp", new Function("timestamp", List.of(), Optional.empty(), _ ->
                Value.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(surroundings.clock().instant()
                        .truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)))));
        functions.put("homedir", new Function("homedir", List.of(), Optional.empty(), _ ->
                Value.of(Optional.ofNullable(surroundings.environment().get("HOME")).orElse(""))));
    }

    /// A function of this name, if it is not one that every file has.
    Optional<Function> named(String name) {
        if (Functions.names().contains(name)) return Optional.empty();
        Function known = functions.get(name);
        if (known != null) return Optional.of(known);
        Block block = blocks.get(name);
        if (block == null) return Optional.empty();
        checkCycles(name, block, new HashSet<>());
        Function function = function(name, block);
        functions.put(name, function);
        return Optional.of(function);
    }

    /// Reads all, so that an error in one is told though nobody calls it.
    void readAll() {
        for (var declared : blocks.entrySet()) {
            named(declared.getKey());
            if (Functions.names().contains(declared.getKey())) continue;
            for (Expression.Call call : Children.calls(result(declared.getKey(), declared.getValue()))) {
                if (named(call.name()).isEmpty() && !Functions.names().contains(call.name())) {
                    throw Refusal.at(call.nameLocation(), "there is no function " + call.name());
                }
            }
        }
    }

    private void checkCycles(String name, Block block, Set<String> above) {
        if (!above.add(name)) throw Refusal.at(block.labels().getFirst().location(), "the function " + name
                + " calls itself");
        for (Expression.Call call : Children.calls(result(name, block))) {
            Block called = blocks.get(call.name());
            if (called != null && !withoutCycle.contains(call.name()) && !Functions.names().contains(call.name())) {
                checkCycles(call.name(), called, above);
            }
        }
        withoutCycle.add(name);
        above.remove(name);
    }

    private static Expression result(String name, Block block) {
        return block.body().attribute("result").map(Body.Attribute::value)
                .orElseThrow(() -> missing(block.typeLocation(), name, "result"));
    }

    private static RuntimeException missing(Location place, String name, String attribute) {
        return Refusal.at(place, "the function " + name + " has no " + attribute, "it needs params and result");
    }

    private Function function(String name, Block block) {
        Expression params = block.body().attribute("params").map(Body.Attribute::value)
                .orElseThrow(() -> missing(block.typeLocation(), name, "params"));
        if (!(params instanceof Expression.TupleLiteral(var items, var _))) {
            throw Refusal.at(params.location(), "params is a list of names", "such as params = [a, b]");
        }
        var parameters = new ArrayList<Parameter>();
        for (Expression item : items) parameters.add(parameter(item));
        Optional<Parameter> rest = block.body().attribute("variadic_params").map(attribute -> parameter(attribute.value()));
        Expression result = result(name, block);
        return new Function(name, parameters, rest, in -> {
            var local = new LinkedHashMap<String, Value>();
            for (int i = 0; i < parameters.size(); i++) local.put(parameters.get(i).name(), in.value(i));
            rest.ifPresent(more -> local.put(more.name(), Value.tuple(in.from(parameters.size()))));
            return Evaluator.evaluate(result, scope.get().with(local));
        });
    }

    /// A parameter is written as a name; in JSON, as a string.
    private static Parameter parameter(Expression expression) {
        String name = expression instanceof Expression.Variable(var word, var _) ? word
                : expression instanceof Expression.TextLiteral(var text, var _) ? text : "";
        if (name.isEmpty()) throw Refusal.at(expression.location(), "a parameter is a name");
        return new Parameter(name, Type.ANY, Nulls.ALLOWED);
    }
}
