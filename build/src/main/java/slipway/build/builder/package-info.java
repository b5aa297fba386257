/// A whole build: parse, plan, solve, put together, export.
///
/// The front door is [slipway.build.builder.Builder]. Nothing else in this module uses this package; it uses all the others.
@NullMarked
package slipway.build.builder;

import org.jspecify.annotations.NullMarked;
