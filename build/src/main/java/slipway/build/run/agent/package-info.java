/// Keys that processes may use and not see: an agent of our own, and a guarded way to one that runs already.
///
/// The front doors are [slipway.build.run.agent.AgentSocket] and, for checking beforehand,
/// [slipway.build.run.agent.KeyFile].
/// Messages are those of the SSH agent protocol (draft-ietf-sshm-ssh-agent); keys are in the forms that `ssh-keygen` writes.
@NullMarked
package slipway.build.run.agent;

import org.jspecify.annotations.NullMarked;
