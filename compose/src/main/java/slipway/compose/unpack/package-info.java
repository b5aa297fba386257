/// From `.deb` files to a file tree: archives, what is left out, merged `/usr`, what maintainer scripts would have made.
///
/// The front door is [slipway.compose.unpack.RootTree]. Nothing is ever unpacked into a real directory: a tree is a map of
/// paths, so that no archive can reach out of it. Must not use `mirror` or the module's front package.
@NullMarked
package slipway.compose.unpack;

import org.jspecify.annotations.NullMarked;
