package slipway.compose.debian;

import java.util.Optional;
import slipway.diagnostics.Location;

/// A package that a composition asks for.
///
/// @param version the only version that will do, if one is named
/// @param group the layer it belongs to, counted from 0; what it needs joins it there, unless a lower group has it
/// @param location where it is asked for
public record Wish(String name, Optional<DebVersion> version, int group, Location location) {}
