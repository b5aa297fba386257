/// From a Dockerfile's tree to a plan: the steps of a build as data, each named by a digest, each once.
///
/// The front door is [slipway.build.plan.Planner]. It looks up base images, since their configuration decides what later
/// instructions mean, but runs nothing and writes nothing. Each instruction has its own planner, one file each.
@NullMarked
package slipway.build.plan;

import org.jspecify.annotations.NullMarked;
