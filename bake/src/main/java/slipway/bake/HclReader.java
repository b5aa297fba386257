package slipway.bake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import slipway.bake.evaluate.Effort;
import slipway.bake.evaluate.Function;
import slipway.bake.evaluate.Names;
import slipway.bake.evaluate.Scope;
import slipway.bake.evaluate.Value;
import slipway.bake.hcl.Body;
import slipway.bake.hcl.Body.Block;
import slipway.bake.hcl.JsonSchema;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.Suggestion;

/// Makes a definition of HCL files, on top of what compose files define.
final class HclReader implements Names {

    static final JsonSchema SCHEMA = new JsonSchema(Map.of(
            "variable", new JsonSchema.Nested(1, new JsonSchema(Map.of(
                    "validation", new JsonSchema.Nested(0, JsonSchema.EMPTY)))),
            "function", new JsonSchema.Nested(1, JsonSchema.EMPTY),
            "target", new JsonSchema.Nested(1, JsonSchema.EMPTY),
            "group", new JsonSchema.Nested(1, JsonSchema.EMPTY)));

    private static final Set<String> TYPES = Set.of("target", "group");

    private final List<Body> bodies;
    private final Scope scope;
    private final HclVariables variables;
    private final HclFunctions functions;
    private final List<HclBlock> blocks = new ArrayList<>();
    private final SequencedMap<String, Set<String>> renamed = new LinkedHashMap<>();
    private final List<Problem> warnings = new ArrayList<>();
    private boolean named;

    private HclReader(List<Body> bodies, Surroundings surroundings) {
        this.bodies = bodies;
        this.scope = Scope.of(this, new Effort());
        this.variables = new HclVariables(bodies, surroundings);
        this.functions = new HclFunctions(bodies, surroundings, () -> scope);
    }

    static Definition read(List<Body> bodies, Surroundings surroundings, Definition before) {
        return new HclReader(bodies, surroundings).definition(before);
    }

    private Definition definition(Definition before) {
        List<Variable> all = variables.all(scope);
        functions.readAll();
        for (Body body : bodies) {
            for (Block block : body.blocks()) {
                if (TYPES.contains(block.type())) name(block);
                else if (!SCHEMA.blocks().containsKey(block.type())) warnings.add(Problem.at(block.typeLocation().source(),
                        block.typeLocation().span(), "blocks of type " + block.type() + " mean nothing"));
            }
        }
        named = true;
        var groups = new LinkedHashMap<String, Group>();
        before.groups().forEach(group -> groups.put(group.name(), group));
        var targets = new LinkedHashMap<String, Draft>();
        before.targets().forEach(target -> targets.put(target.name(), target));
        for (HclBlock block : blocks) {
            if (block.type().equals("group")) groups.put(block.name(), block.group());
            else targets.merge(block.name(), block.target(), Draft::plus);
        }
        renamed.forEach((name, cells) -> {
            if (!cells.equals(Set.of(name))) groups.putIfAbsent(name, new Group(name, "", List.copyOf(cells)));
        });
        variables.evaluateAttributes(scope);
        var found = new ArrayList<>(before.warnings());
        found.addAll(warnings);
        return new Definition(List.copyOf(groups.values()), List.copyOf(targets.values()), all, found);
    }

    /// Finds out what targets a block makes, one for each cell of its matrix.
    private void name(Block block) {
        String label = HclVariables.label(block);
        Location place = block.labels().getFirst().location();
        checkName(label, place);
        Set<String> own = new LinkedHashSet<>();
        for (Matrix.Cell cell : Matrix.cells(block, scope)) {
            checkName(cell.name(), place);
            if (!own.add(cell.name())) throw Refusal.at(place, "two cells of the matrix have the name " + cell.name(),
                    "give them a name attribute that differs, such as name = \"" + label + "-${…}\"");
            blocks.add(new HclBlock(block, cell.name(), cell.scope()));
        }
        if (!own.isEmpty()) renamed.computeIfAbsent(label, _ -> new LinkedHashSet<>()).addAll(own);
        warnUnknown(block);
    }

    private static void checkName(String name, Location place) {
        if (!name.matches("[a-zA-Z0-9_-]+")) throw Refusal.at(place, "not a name for a target: " + name,
                "names have letters, digits, - and _");
    }

    private void warnUnknown(Block block) {
        Set<String> known = new LinkedHashSet<>(block.type().equals("group") ? List.of("description", "targets")
                : List.of("name", "matrix", "inherits"));
        if (block.type().equals("target")) for (Key key : Key.values()) known.add(key.attribute());
        for (Body.Attribute attribute : block.body().attributes()) {
            if (known.contains(attribute.name())) continue;
            if (attribute.name().equals("policy")) throw Refusal.at(attribute.nameLocation(), "policies are not supported",
                    "without the policy, this target would be built with less care than it asks for");
            var problem = Problem.at(attribute.nameLocation().source(), attribute.nameLocation().span(),
                    "a " + block.type() + " has no attribute " + attribute.name() + "; it means nothing");
            warnings.add(Suggestion.didYouMean(attribute.name(), known).map(problem::hint).orElse(problem));
        }
    }

    @Override
    public Value variable(String name, Location place) {
        return variables.value(name, place, scope);
    }

    @Override
    public Optional<Function> function(String name, Location place) {
        return functions.named(name);
    }

    @Override
    public boolean isBlockType(String name) {
        return TYPES.contains(name);
    }

    @Override
    public Value block(String type, String name, Location place) {
        return find(type, name, place).whole(place);
    }

    @Override
    public Value attribute(String type, String name, String attribute, Location place) {
        return find(type, name, place).attribute(attribute, place);
    }

    private HclBlock find(String type, String name, Location place) {
        if (!named) throw Refusal.at(place, "targets and groups cannot be used here",
                "a variable, a matrix and a name are evaluated before there are targets");
        List<HclBlock> ofType = blocks.stream().filter(block -> block.type().equals(type)).toList();
        return ofType.reversed().stream().filter(block -> block.name().equals(name)).findFirst()
                .orElseThrow(() -> Refusal.at(place, "there is no " + type + " " + name,
                        Suggestion.didYouMean(name, ofType.stream().map(HclBlock::name).toList())
                                .orElse("a compose file's targets cannot be referred to")));
    }
}
