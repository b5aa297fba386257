package slipway.bake.hcl;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.diagnostics.Location;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

/// The content of a file or a block: attributes and blocks, in the order they were written.
///
/// @param location the whole of it; its end is where something missing would stand
public record Body(List<Attribute> attributes, List<Block> blocks, Location location) {

    public Body {
        attributes = List.copyOf(attributes);
        blocks = List.copyOf(blocks);
    }

    /// `name = value`
    public record Attribute(String name, Location nameLocation, Expression value) {}

    /// `type "label" { … }`
    public record Block(String type, Location typeLocation, List<Label> labels, Body body) {
        public Block {
            labels = List.copyOf(labels);
        }
    }

    /// A label of a block, without its quotes.
    public record Label(String text, Location location) {}

    /// Reads a file in the native syntax.
    ///
    /// @throws SlipwayException.BadInput at the place that is wrong
    public static Body parse(Source source) {
        return new BodyParser(Cursor.of(source)).file();
    }

    /// Reads a file in the JSON syntax of HCL. There, only a schema can tell a block from an attribute.
    ///
    /// @param schema which names are blocks
    public static Body parseJson(Source source, JsonSchema schema) {
        return new JsonBodyReader(source).read(schema);
    }

    /// Reads one expression, such as `"${a}"` or `[1, 2]`, that is all of a text.
    public static Expression parseExpression(Source source) {
        return new ExpressionParser(Cursor.of(source)).whole();
    }

    public Optional<Attribute> attribute(String name) {
        return attributes.stream().filter(attribute -> attribute.name().equals(name)).findFirst();
    }

    public Stream<Block> blocks(String type) {
        return blocks.stream().filter(block -> block.type().equals(type));
    }
}
