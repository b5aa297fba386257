/// Strict YAML with places: every node knows where it stands, unknown keys and wrong kinds are errors there.
///
/// The front door is [slipway.compose.yaml.YamlNode#parse]. Uses snakeyaml-engine for the syntax and nothing else of
/// this module, so that other YAML files of the project can be read with it too.
@NullMarked
package slipway.compose.yaml;

import org.jspecify.annotations.NullMarked;
