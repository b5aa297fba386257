/// What tests of several modules share: contracts that every implementation of an interface must keep, fakes that keep
/// them in memory, and small images to work on.
///
/// Only tests use this module.
@NullMarked
package slipway.testkit;

import org.jspecify.annotations.NullMarked;
