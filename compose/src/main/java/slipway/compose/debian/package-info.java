/// Debian's package metadata as data: versions, relations, indexes, and the closure of what a set of packages needs.
///
/// The front door is [slipway.compose.debian.Resolver]. Nothing here touches a network or a file; it must not use the
/// other rooms of this module.
@NullMarked
package slipway.compose.debian;

import org.jspecify.annotations.NullMarked;
