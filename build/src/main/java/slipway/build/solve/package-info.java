/// The engine: finds the result of each step, from the cache where it is known, by running the step where it is not.
///
/// The front door is [slipway.build.solve.Solver]. It knows names and results, nothing of images or containers: what a step
/// is and does comes in as an [slipway.build.solve.Operation]. [slipway.build.solve.CacheKey] says what one build may reuse
/// of another, and why; [slipway.build.solve.CacheRecords] keeps what was found out.
@NullMarked
package slipway.build.solve;

import org.jspecify.annotations.NullMarked;
