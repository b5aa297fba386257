/// Compose files as definitions of builds: each service that has a `build` is a target.
///
/// The front door is [slipway.bake.compose.ComposeReader]. Reads no more of a compose file than builds need.
@NullMarked
package slipway.bake.compose;

import org.jspecify.annotations.NullMarked;
