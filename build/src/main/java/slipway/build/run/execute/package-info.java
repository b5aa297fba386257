/// Runs one process of a build on a root file system, walled off from the machine.
///
/// The front door is [slipway.build.run.execute.Executor]; [slipway.build.run.execute.ProcessSpec] says what to run. Two
/// executors give the same bytes in the layer: one that drives an OCI runtime, and a sandbox of our own that needs
/// nothing installed. This package knows neither Dockerfiles, plans nor images: names of users, sources of mounts and
/// the stack of layers are facts its caller has found out.
@NullMarked
package slipway.build.run.execute;

import org.jspecify.annotations.NullMarked;
