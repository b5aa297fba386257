/// Programs for other processors: finds out what the kernel runs through an emulator, and lets it where it may.
///
/// The front door is [slipway.build.run.emulate.Emulators]. This package starts no steps.
@NullMarked
package slipway.build.run.emulate;

import org.jspecify.annotations.NullMarked;
