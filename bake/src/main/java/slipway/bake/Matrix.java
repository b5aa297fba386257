package slipway.bake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import slipway.bake.evaluate.Evaluator;
import slipway.bake.evaluate.Scope;
import slipway.bake.evaluate.Shown;
import slipway.bake.evaluate.Type;
import slipway.bake.evaluate.Value;
import slipway.bake.hcl.Body.Attribute;
import slipway.bake.hcl.Body.Block;
import slipway.diagnostics.Location;

/// The cells of a target's `matrix`: every combination of its values.
final class Matrix {

    private static final int MAX_CELLS = 10_000;

    private Matrix() {}

    /// One combination.
    ///
    /// @param scope in which the target's attributes are evaluated
    record Cell(String name, Scope scope) {}

    /// A block without a matrix has one cell.
    static List<Cell> cells(Block block, Scope scope) {
        String label = block.labels().getFirst().text();
        Optional<Attribute> matrix = block.body().attribute("matrix");
        Optional<Attribute> name = block.body().attribute("name");
        if (block.type().equals("group")) {
            for (Attribute unfit : java.util.stream.Stream.of(matrix, name).flatMap(Optional::stream).toList()) {
                throw Refusal.at(unfit.nameLocation(), "a group cannot have a " + unfit.name());
            }
        }
        if (matrix.isEmpty()) {
            if (name.isPresent()) throw Refusal.at(name.get().nameLocation(), "name requires matrix",
                    "the name of a target stands before the brace");
            return List.of(new Cell(label, scope));
        }
        var cells = new ArrayList<Cell>();
        for (Map<String, Value> combination : combinations(matrix.get(), scope)) {
            Scope own = combination.isEmpty() ? scope : scope.with(combination);
            cells.add(new Cell(name.isPresent() ? name(name.get(), own) : label, own));
        }
        return cells;
    }

    private static String name(Attribute attribute, Scope scope) {
        Value value = Evaluator.evaluate(attribute.value(), scope, Type.TEXT);
        if (value instanceof Value.Text(var text)) return text;
        throw Refusal.at(attribute.value().location(), "a name cannot be null");
    }

    private static List<Map<String, Value>> combinations(Attribute matrix, Scope scope) {
        Location place = matrix.value().location();
        Value value = Evaluator.evaluate(matrix.value(), scope);
        if (!(value instanceof Value.Members(var _, var axes))) {
            throw Refusal.at(place, "matrix is an object of lists, this is " + Shown.kind(value));
        }
        List<Map<String, Value>> combinations = List.of(Map.of());
        for (var axis : axes.entrySet()) {
            var longer = new ArrayList<Map<String, Value>>();
            List<Value> values = values(axis.getKey(), axis.getValue(), place);
            if ((long) combinations.size() * values.size() > MAX_CELLS) {
                throw Refusal.at(place, "this matrix has more than " + MAX_CELLS + " cells");
            }
            for (Map<String, Value> combination : combinations) {
                for (Value one : values) {
                    var more = new TreeMap<>(combination);
                    more.put(axis.getKey(), one);
                    longer.add(more);
                }
            }
            combinations = longer;
        }
        return combinations;
    }

    private static List<Value> values(String axis, Value value, Location place) {
        return switch (value) {
            case Value.Items(var _, var items) -> items;
            case Value.Members(var _, var members) -> List.copyOf(members.values());
            case Value.Text _, Value.Figure _, Value.Flag _, Value.Null _ -> throw Refusal.at(place,
                    "matrix is an object of lists, " + axis + " is " + Shown.kind(value));
        };
    }
}
