package slipway.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import slipway.image.Reference;

/// Where a result goes, and in which form.
public sealed interface Output {

    /// An image: into the store, and to the registries in its names if it is pushed.
    ///
    /// @param names may be empty; then it is found by its digest alone
    record Image(List<Reference> names, Naming naming, Push push, Encoding encoding) implements Output {
        public Image {
            names = List.copyOf(names);
        }
    }

    /// An OCI layout.
    record Oci(List<Reference> names, Destination destination, Encoding encoding) implements Output {
        public Oci {
            names = List.copyOf(names);
        }
    }

    /// What `docker load` reads: an image for one platform.
    record Docker(List<Reference> names, Destination destination, Encoding encoding) implements Output {
        public Docker {
            names = List.copyOf(names);
        }
    }

    /// The image's files in a directory, owned by the caller.
    record Local(Path path, PlatformSplit split, Stale stale) implements Output {}

    /// The image's files as one tar.
    record Tar(Destination destination, PlatformSplit split) implements Output {}

    /// Nowhere: what was built is in the cache.
    record CacheOnly() implements Output {}

    /// An image in the store under these names.
    static Output image(List<Reference> names, Push push) {
        return new Image(names, Naming.USUAL, push, Encoding.USUAL);
    }

    /// What an image is called beside its names.
    ///
    /// @param stored whether the store gets its names
    /// @param digests whether each name is also one with the digest
    /// @param prefix of what has no name: `PREFIX@sha256:…`
    record Naming(Stored stored, Digests digests, Optional<String> prefix) {

        /// By its names.
        public static final Naming USUAL = new Naming(Stored.NAMED, Digests.LEFT_OUT, Optional.empty());

        /// Whether the store knows an image by its names.
        public enum Stored { NAMED, UNNAMED }

        /// Whether there are names with a digest as well.
        public enum Digests { LEFT_OUT, ADDED }
    }

    /// Whether a result leaves this machine.
    enum Push {
        KEEP,
        PUSH,
        /// Without tags: it is found by its digest there.
        PUSH_BY_DIGEST
    }

    /// Whether each platform has a directory of its own, as in `linux_arm64`.
    enum PlatformSplit {
        /// If there are several.
        WHERE_SEVERAL,
        ALWAYS,
        /// All in one; two must not have the same file.
        NEVER
    }

    /// What happens to files in a directory that are not of the result.
    enum Stale {
        KEPT,
        DELETED
    }

    /// Where a stream of bytes goes, or a directory.
    sealed interface Destination {

        record File(Path path) implements Destination {}

        record Directory(Path path) implements Destination {}

        record StandardOutput() implements Destination {}

        /// The standard input of a program, which has to end well.
        record Program(List<String> command) implements Destination {
            public Program {
                command = List.copyOf(command);
            }
        }
    }
}
