package slipway.bake;

import java.util.Optional;

/// A variable that files declare.
///
/// @param description empty if it has none
/// @param type as declared; empty if it is not
/// @param value a string as it is, anything else as JSON; absent for null
public record Variable(String name, String description, String type, Optional<String> value) {}
