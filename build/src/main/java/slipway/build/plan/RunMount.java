package slipway.build.plan;

import java.util.Optional;
import java.util.OptionalLong;
import slipway.dockerfile.mount.MountSettings.Access;
import slipway.dockerfile.mount.MountSettings.Need;
import slipway.dockerfile.mount.MountSettings.Owner;
import slipway.dockerfile.mount.MountSettings.Sharing;

/// Something that a process finds in its files and that is no part of them.
///
/// Targets are absolute and never the root. Sources are paths in what they are looked up in, where links are followed and
/// lead nowhere else.
public sealed interface RunMount {

    /// Files of another step. What is written to them is seen by this process and lost after it.
    record Bind(Vertex.Ref from, String source, String target, Access access) implements RunMount {}

    /// A directory that outlives the build.
    ///
    /// @param id what it is found by, with the namespace it is in
    /// @param seed the step whose files at `source` are in it at first; without one, `source` is a path in the cache
    record Cache(String id, Optional<Vertex.Ref> seed, String source, String target, Sharing sharing, Access access,
            Owner owner) implements RunMount {}

    /// An empty directory in memory, of so many bytes.
    record Tmpfs(String target, OptionalLong bytes, Access access) implements RunMount {}

    /// A secret: as a file if there is a target, and as a variable if there is one.
    record Secret(String id, Optional<String> target, Optional<String> variable, Need need, Owner owner)
            implements RunMount {}

    /// The socket of an agent with keys.
    ///
    /// @param named the target as it was written, which is what the process is told
    record Ssh(String id, String target, String named, Need need, Owner owner) implements RunMount {}

    /// The step whose files are mounted, if there is one.
    default Optional<Vertex.Ref> input() {
        return switch (this) {
            case Bind bind -> Optional.of(bind.from);
            case Cache cache -> cache.seed;
            case Tmpfs _, Secret _, Ssh _ -> Optional.empty();
        };
    }
}
