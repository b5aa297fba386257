/// What a Dockerfile says about itself: the stages that can be built, and what a build of one can be given.
///
/// The front doors are [slipway.check.outline.Targets] and [slipway.check.outline.Outline]. They read a
/// [slipway.check.view.View] and nothing else.
@NullMarked
package slipway.check.outline;

import org.jspecify.annotations.NullMarked;
