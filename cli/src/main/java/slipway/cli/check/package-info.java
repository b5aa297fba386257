/// What can be asked of a Dockerfile without building it, and what a build says of it in passing.
///
/// The front doors are [slipway.cli.check.DockerfileCall], behind `--check` and `--call`, and
/// [slipway.cli.check.BuildChecks], which goes along with a build. What is right or wrong is not decided here.
@NullMarked
package slipway.cli.check;

import org.jspecify.annotations.NullMarked;
