package slipway.bake.hcl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import slipway.bake.hcl.Body.Attribute;
import slipway.bake.hcl.Body.Block;
import slipway.bake.hcl.Body.Label;
import slipway.bake.hcl.JsonSchema.Nested;
import slipway.bake.hcl.JsonTree.Member;
import slipway.bake.hcl.JsonTree.Node;
import slipway.diagnostics.Location;
import slipway.diagnostics.Source;

/// Makes a body of JSON: objects under a block's name are blocks, by label; strings are templates.
final class JsonBodyReader {

    private final Source source;

    JsonBodyReader(Source source) {
        this.source = source;
    }

    Body read(JsonSchema schema) {
        return body(new JsonTree(Cursor.of(source)).read(), schema);
    }

    private Body body(Node node, JsonSchema schema) {
        var attributes = new LinkedHashMap<String, Attribute>();
        var blocks = new ArrayList<Block>();
        for (Node.Obj object : objects(node)) {
            for (Member member : object.members()) {
                Nested nested = schema.blocks().get(member.name());
                if (member.name().equals("//")) continue;
                if (nested != null) {
                    blocks(member.name(), member.nameLocation(), List.of(), nested, member.value(), blocks);
                } else {
                    var attribute = new Attribute(member.name(), member.nameLocation(), expression(member.value()));
                    if (attributes.put(member.name(), attribute) != null) {
                        throw JsonTree.refuse(member.nameLocation(), "the attribute " + member.name() + " is set twice");
                    }
                }
            }
        }
        return new Body(List.copyOf(attributes.values()), blocks, node.location());
    }

    /// An object, or the objects of an array: both may stand where a body does.
    private static List<Node.Obj> objects(Node node) {
        return switch (node) {
            case Node.Obj object -> List.of(object);
            case Node.Arr array -> array.items().stream().flatMap(item -> objects(item).stream()).toList();
            case Node.Str _, Node.Plain _ -> throw JsonTree.refuse(node.location(), "expected an object");
        };
    }

    private void blocks(String type, Location place, List<Label> labels, Nested nested, Node node, List<Block> blocks) {
        if (node instanceof Node.Plain(var value, var _) && value.equals("null")) return;
        if (labels.size() < nested.labels()) {
            for (Node.Obj object : objects(node)) {
                for (Member member : object.members()) {
                    var more = new ArrayList<>(labels);
                    more.add(new Label(member.name(), member.nameLocation()));
                    blocks(type, place, more, nested, member.value(), blocks);
                }
            }
        } else if (node instanceof Node.Arr array) {
            for (Node item : array.items()) blocks.add(new Block(type, place, labels, body(item, nested.body())));
        } else {
            blocks.add(new Block(type, place, labels, body(node, nested.body())));
        }
    }

    private static Expression expression(Node node) {
        return switch (node) {
            case Node.Str(var text, var location) -> template(text, location);
            case Node.Plain(var text, var location) -> plain(text, location);
            case Node.Arr(var items, var location) ->
                new Expression.TupleLiteral(items.stream().map(JsonBodyReader::expression).toList(), location);
            case Node.Obj(var members, var location) -> new Expression.ObjectLiteral(members.stream()
                    .map(member -> new Expression.Member(template(member.name(), member.nameLocation()),
                            expression(member.value())))
                    .toList(), location);
        };
    }

    private static Expression plain(String text, Location location) {
        return switch (text) {
            case "true", "false" -> new Expression.BooleanLiteral(text.equals("true"), location);
            case "null" -> new Expression.NullLiteral(location);
            default -> new Expression.NumberLiteral(new java.math.BigDecimal(text), location);
        };
    }

    private static Expression template(String text, Location location) {
        if (!text.contains("${") && !text.contains("%{")) return new Expression.TextLiteral(text, location);
        var parts = new ExpressionParser(Cursor.of(text, location)).template();
        if (parts.size() == 1 && parts.getFirst() instanceof Expression.TemplatePart.Interpolation(var value)) {
            return new Expression.Wrapped(value, location);
        }
        if (parts.size() == 1 && parts.getFirst() instanceof Expression.TemplatePart.Text(var plain)) {
            return new Expression.TextLiteral(plain, location);
        }
        return new Expression.Template(parts, location);
    }
}
