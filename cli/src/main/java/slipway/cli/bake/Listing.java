package slipway.cli.bake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.bake.Bake;
import slipway.bake.Draft;
import slipway.bake.Group;
import slipway.bake.Key;
import slipway.bake.Setting;
import slipway.bake.Variable;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.Json;

/// What `--list` prints: the targets and groups, or the variables.
final class Listing {

    private enum Kind {
        TARGETS,
        VARIABLES
    }

    private enum Format {
        TABLE,
        JSON
    }

    private final Bake bake;
    private Kind kind = Kind.TARGETS;
    private Format format = Format.TABLE;

    private Listing(Bake bake) {
        this.bake = bake;
    }

    /// @param option `targets`, `variables`, or `type=KIND,format=FORMAT`
    static String text(Bake bake, String option) {
        var listing = new Listing(bake);
        for (String part : option.split(",")) listing.take(option, part.contains("=") ? part : "type=" + part);
        return listing.kind == Kind.TARGETS ? listing.targets() : listing.variables();
    }

    private void take(String option, String part) {
        switch (part.strip()) {
            case "type=targets" -> kind = Kind.TARGETS;
            case "type=variables" -> kind = Kind.VARIABLES;
            case "format=table" -> format = Format.TABLE;
            case "format=json" -> format = Format.JSON;
            default -> throw new SlipwayException.Usage(Problem.of("--list " + option + " is not known")
                    .hint("write targets or variables, or type=targets,format=json"));
        }
    }

    private record Item(String name, String description, List<String> members) {

        /// The description, and what a group has.
        String shown() {
            String names = members.stream().sorted().collect(Collectors.joining(", "));
            if (description.isEmpty() || names.isEmpty()) return description + names;
            return description + " (" + names + ")";
        }
    }

    /// Those that begin with an underscore are for the file's own use.
    private String targets() {
        List<Item> items = Stream.concat(bake.definition().targets().stream().map(Listing::item),
                        bake.definition().groups().stream().map(Listing::item))
                .filter(item -> !item.name().startsWith("_")).sorted(Comparator.comparing(Item::name)).toList();
        if (format == Format.JSON) {
            return json(items.stream().map(item -> {
                var object = Json.object().put("name", item.name());
                object.putUnlessEmpty("description", item.shown());
                if (!item.members().isEmpty()) object.put("group", Json.of(true));
                return object.build();
            }).toList());
        }
        var table = new Tabs("TARGET", "DESCRIPTION");
        for (Item item : items) table.row(item.name(), item.shown());
        return table.toString();
    }

    private static Item item(Draft target) {
        return new Item(target.name(), target.settings().get(Key.DESCRIPTION) instanceof Setting.Text(var text) ? text : "",
                List.of());
    }

    private static Item item(Group group) {
        return new Item(group.name(), group.description(), group.targets());
    }

    private String variables() {
        List<Variable> variables = bake.definition().variables();
        if (format == Format.JSON) {
            return json(variables.stream().map(variable -> Json.object().put("name", variable.name())
                    .putUnlessEmpty("description", variable.description()).putUnlessEmpty("type", variable.type())
                    .putIfPresent("value", variable.value()).build()).toList());
        }
        var table = new Tabs("VARIABLE", "TYPE", "VALUE", "DESCRIPTION");
        for (Variable variable : variables) {
            table.row(variable.name(), variable.type(), variable.value().orElse("<null>"), variable.description());
        }
        return table.toString();
    }

    private static String json(List<Json.Obj> items) {
        return Json.array(new ArrayList<>(items)).toPrettyText();
    }
}
