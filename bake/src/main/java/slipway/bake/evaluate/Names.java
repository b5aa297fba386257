package slipway.bake.evaluate;

import java.util.Optional;
import slipway.diagnostics.Location;

/// What the names in an expression mean that it does not declare itself.
public interface Names {

    /// @param place where the name stands
    /// @throws slipway.diagnostics.SlipwayException.BadInput when there is no such variable
    Value variable(String name, Location place);

    /// A function that a file declares; those that every file has are not asked for.
    Optional<Function> function(String name, Location place);

    /// Whether `name.x` means a block.
    boolean isBlockType(String name);

    /// `type.name`
    Value block(String type, String name, Location place);

    /// `type.name.attribute`, of which nothing but the attribute is evaluated.
    Value attribute(String type, String name, String attribute, Location place);
}
