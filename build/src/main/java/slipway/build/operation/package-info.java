/// What each kind of vertex does: how it is cached, and how it is run.
///
/// The front door is [slipway.build.operation.Operations], which finds the operation of a vertex. Results are
/// [slipway.build.operation.StepResult]s: mostly a [slipway.build.operation.Stack] of layers, which are unpacked only when a
/// process needs them.
@NullMarked
package slipway.build.operation;

import org.jspecify.annotations.NullMarked;
