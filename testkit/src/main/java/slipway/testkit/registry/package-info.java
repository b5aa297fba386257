/// A registry for tests: in memory, over real HTTP on this machine, and as unkind as a test wants it.
///
/// The front door is [slipway.testkit.registry.MemoryRegistry].
@NullMarked
package slipway.testkit.registry;

import org.jspecify.annotations.NullMarked;
