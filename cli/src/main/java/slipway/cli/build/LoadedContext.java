package slipway.cli.build;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import slipway.build.BuildRequest.ContextRoot;
import slipway.diagnostics.Source;

/// The context that a build was given, ready to be read: where its files are, and its Dockerfile.
///
/// @param root where files are copied from
/// @param directory the same as a directory, where there is one
/// @param origin whether it was made on this machine, by who builds it
/// @param times of it, where it has such
public record LoadedContext(ContextRoot root, Optional<Path> directory, Source dockerfile, Origin origin, Times times) {

    /// @param commit when the commit was made that it is, nothing added
    /// @param changed when it was changed last: the time of the commit, of what was downloaded, or of an archive's newest
    ///     file
    public record Times(Optional<Instant> commit, Optional<Instant> changed) {

        static final Times UNKNOWN = new Times(Optional.empty(), Optional.empty());

        static Times ofCommit(Optional<Instant> commit) {
            return new Times(commit, commit);
        }

        static Times ofFiles(Optional<Instant> changed) {
            return new Times(Optional.empty(), changed);
        }
    }


    /// Who made it.
    public enum Origin {
        /// It lies on this machine, so its author may name other files of this machine.
        HERE,
        /// It may be from anybody.
        ELSEWHERE
    }

    /// The same with another Dockerfile.
    public LoadedContext withDockerfile(Source dockerfile) {
        return new LoadedContext(root, directory, dockerfile, origin, times);
    }
}
