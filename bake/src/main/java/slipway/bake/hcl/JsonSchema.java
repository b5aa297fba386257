package slipway.bake.hcl;

import java.util.Map;

/// Which members of a JSON body are blocks.
///
/// @param blocks the blocks by type, each with the number of its labels and what may be in it
public record JsonSchema(Map<String, Nested> blocks) {

    public static final JsonSchema EMPTY = new JsonSchema(Map.of());

    public JsonSchema {
        blocks = Map.copyOf(blocks);
    }

    /// A kind of block.
    public record Nested(int labels, JsonSchema body) {}
}
