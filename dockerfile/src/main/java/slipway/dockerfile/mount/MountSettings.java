package slipway.dockerfile.mount;

import java.util.Optional;
import java.util.OptionalLong;
import slipway.diagnostics.Source;
import slipway.dockerfile.Mount;
import slipway.dockerfile.expand.Expansion;

/// What one `RUN --mount` asks for, all variables replaced and all defaults filled in that need no other knowledge.
///
/// A target may be relative: to the working directory, which the builder knows.
public sealed interface MountSettings {

    /// Replaces the variables of a mount and settles it. A value that turns out wrong is a
    /// [slipway.diagnostics.SlipwayException.BadInput] at its place in `source`.
    static MountSettings of(Mount mount, Expansion expansion, Source source) {
        return of(mount, expansion, expansion, source);
    }

    /// The same.
    ///
    /// @param names knows the variables of `from`, which may be more than the stage declares
    static MountSettings of(Mount mount, Expansion expansion, Expansion names, Source source) {
        return new MountSettler(mount, expansion, names, source).settle();
    }

    enum Access {
        READ_ONLY,
        /// For a bind mount: what is written is seen by this step and lost after it.
        READ_WRITE
    }

    /// What happens when two steps want one cache at a time.
    enum Sharing {
        SHARED,
        PRIVATE,
        LOCKED
    }

    /// Whether a build may go on without it.
    enum Need {
        REQUIRED,
        OPTIONAL
    }

    /// Who owns a file or directory, and its permissions (such as 0755).
    record Owner(long uid, long gid, int mode) {}

    /// Files of a stage, an image or a named context; of the build's own context if `from` is empty.
    record Bind(Optional<String> from, String source, String target, Access access) implements MountSettings {}

    /// A directory that outlives the build. Its id is its target, once that is absolute, if none is given; `from` and
    /// `source` say what is in it at first.
    record Cache(
            Optional<String> id,
            Optional<String> from,
            String source,
            String target,
            Sharing sharing,
            Access access,
            Owner owner)
            implements MountSettings {}

    /// An empty directory in memory; `size` in bytes.
    record Tmpfs(String target, OptionalLong size, Access access) implements MountSettings {}

    /// A secret as a file, as an environment variable, or as both.
    record Secret(String id, Optional<String> target, Optional<String> variable, Need need, Owner owner)
            implements MountSettings {}

    /// The socket of an agent. Without a target the builder chooses one.
    record Ssh(String id, Optional<String> target, Need need, Owner owner) implements MountSettings {}
}
