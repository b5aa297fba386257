/// What a build survives: death at any moment, a full disk, company in the store, other users and places.
///
/// All of it runs the command line in processes of its own ([slipway.conformance.endurance.Slipway]), as its users do, in a
/// [slipway.conformance.endurance.Place] that ends with a look for whatever was left behind.
@NullMarked
package slipway.conformance.endurance;

import org.jspecify.annotations.NullMarked;
