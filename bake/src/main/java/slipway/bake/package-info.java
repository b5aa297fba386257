/// Definitions of many builds in one place: targets and groups, as `docker buildx bake` reads them.
///
/// The front door is [slipway.bake.Bake]: from files and surroundings to resolved [slipway.bake.Target]s. Nothing is built
/// here; a target is data, and what its attributes mean to a build is for whoever builds it. Reads HCL with
/// [slipway.bake.hcl] and [slipway.bake.evaluate], compose files with [slipway.bake.compose].
@NullMarked
package slipway.bake;

import org.jspecify.annotations.NullMarked;
