/// Values, and what expressions and functions make of them.
///
/// The front door is [slipway.bake.evaluate.Evaluator]; the functions that every file has are in
/// [slipway.bake.evaluate.Functions]. Knows the tree of [slipway.bake.hcl] and nothing of targets, variables or files: names
/// that are not local are asked of [slipway.bake.evaluate.Names].
@NullMarked
package slipway.bake.evaluate;

import org.jspecify.annotations.NullMarked;
