package slipway.build.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.build.BuildRequest;
import slipway.build.ProcessOptions;
import slipway.build.remote.Checksum;
import slipway.build.remote.Credentials;
import slipway.build.remote.GitAddress;
import slipway.build.remote.WebAddress;
import slipway.image.Digest;
import slipway.image.Platform;
import slipway.image.Reference;

/// One step of a build, as data: what to do, and the steps whose results it needs.
///
/// A vertex does not know how it runs; that is the work of its operation. It names its inputs by [Ref] instead of holding
/// them, since records compare and hash by walking their fields, and a walk over a graph with shared steps takes a time
/// exponential in its depth.
public sealed interface Vertex {

    /// The steps this one waits for, in the order its operation receives their results.
    List<Ref> inputs();

    /// Files of an image: the one with this manifest, whatever its tag points to by now.
    record Base(Reference reference, Digest manifest, Platform platform) implements Vertex {
        @Override
        public List<Ref> inputs() {
            return List.of();
        }
    }

    /// No files at all.
    record Scratch() implements Vertex {
        @Override
        public List<Ref> inputs() {
            return List.of();
        }
    }

    /// Files that are there already.
    record Context(BuildRequest.ContextRoot root) implements Vertex {
        @Override
        public List<Ref> inputs() {
            return List.of();
        }
    }

    /// Files whose content stands in the Dockerfile, all in one directory.
    record Inline(List<InlineFile> files) implements Vertex {
        public Inline {
            files = List.copyOf(files);
        }

        @Override
        public List<Ref> inputs() {
            return List.of();
        }
    }

    /// The file at a web address.
    ///
    /// @param credentials what the server may be shown; no part of what the file is
    record Download(WebAddress address, Optional<Checksum> checksum, Credentials credentials) implements Vertex {
        @Override
        public List<Ref> inputs() {
            return List.of();
        }
    }

    /// Files of a git repository.
    ///
    /// @param credentials what the server may be shown; no part of what the files are
    record Repository(GitAddress address, Credentials credentials) implements Vertex {
        @Override
        public List<Ref> inputs() {
            return List.of();
        }
    }

    /// A file of a here-document.
    record InlineFile(String name, String content, int mode) {}

    /// A process run on `root`. The result is `root` with what the process changed, without what is mounted.
    ///
    /// @param environment `NAME=value` in the order the process gets them
    /// @param user as `USER` says it, looked up when it runs; empty is root
    /// @param mounts in the order written
    /// @param scripts files that only this process sees
    /// @param proxies `NAME=value` that the process gets too; how it reaches the network is no part of what it is
    /// @param processes what holds for all processes of the build: of these, some decide what comes out
    /// @param epoch what no file of the layer is younger than
    record Exec(
            Ref root,
            List<String> arguments,
            List<String> environment,
            String directory,
            String user,
            Isolation isolation,
            List<RunMount> mounts,
            List<Script> scripts,
            List<String> proxies,
            ProcessOptions processes,
            Platform platform,
            long epoch)
            implements Vertex {
        public Exec {
            if (arguments.isEmpty()) throw new IllegalArgumentException("a process needs a program");
            arguments = List.copyOf(arguments);
            environment = List.copyOf(environment);
            mounts = List.copyOf(mounts);
            scripts = List.copyOf(scripts);
            proxies = List.copyOf(proxies);
        }

        @Override
        public List<Ref> inputs() {
            var inputs = new ArrayList<>(List.of(root));
            mounts.forEach(mount -> mount.input().ifPresent(inputs::add));
            return inputs;
        }
    }

    /// A file that is there for one process only.
    record Script(String path, String content) {}

    /// Files laid over `onto`. The result depends on those files and not on the steps that made them, so it is cached by
    /// content.
    ///
    /// @param target absolute; ends with `/` where it must be a directory
    /// @param epoch what no file of the layer is younger than
    record Copy(Ref onto, List<Piece> pieces, String target, Manner manner, long epoch) implements Vertex {
        public Copy {
            pieces = List.copyOf(pieces);
        }

        @Override
        public List<Ref> inputs() {
            var inputs = new ArrayList<>(List.of(onto));
            pieces.forEach(piece -> inputs.add(piece.from()));
            return inputs;
        }
    }

    /// What a copy does to all it copies.
    ///
    /// @param owner as `--chown` says it, looked up in what is copied onto; empty where files keep theirs
    /// @param mode what `--chmod` says; empty where files keep theirs
    /// @param excludes patterns of what is left out of directories, relative to each
    record Manner(String owner, String mode, List<String> excludes, Missing missing) {

        /// Nothing out of the ordinary.
        public static final Manner PLAIN = new Manner("", "", List.of(), Missing.REFUSED);

        public Manner {
            excludes = List.copyOf(excludes);
        }
    }

    /// What happens when a path that is no pattern is not there.
    enum Missing {
        REFUSED,
        SKIPPED
    }

    /// Some files of one step: paths or patterns, in the order given.
    record Piece(Ref from, List<String> sources, Ownership ownership, Archives archives, Placement placement) {
        public Piece {
            sources = List.copyOf(sources);
        }

        /// Files that are placed by their last names alone.
        public Piece(Ref from, List<String> sources, Ownership ownership, Archives archives) {
            this(from, sources, ownership, archives, Placement.AT_TARGET);
        }
    }

    /// Whose the copied files are unless `--chown` says otherwise.
    enum Ownership {
        /// Those who own them at the source.
        KEEP,
        /// Root, as for files of a context: whose they are on this machine is nobody's business.
        ROOT
    }

    /// What happens to an archive among the sources.
    enum Archives {
        COPY,
        UNPACK
    }

    /// Where under the target a source goes.
    enum Placement {
        /// A file under its last name, a directory with what is in it and not itself.
        AT_TARGET,
        /// Under its path from the source's root, or from `/./` in it.
        WITH_PARENTS
    }

    /// The layers of `upper` on those of `lower`, whatever either has in it.
    record Merge(Ref lower, Ref upper) implements Vertex {
        @Override
        public List<Ref> inputs() {
            return List.of(lower, upper);
        }
    }

    /// A directory, made with its parents if it is missing.
    ///
    /// @param user who owns what is made, as `USER` says it
    /// @param epoch what no file of the layer is younger than
    record MakeDirectory(Ref root, String path, String user, long epoch) implements Vertex {
        @Override
        public List<Ref> inputs() {
            return List.of(root);
        }
    }

    /// The name of a vertex in one plan: the digest of its definition, its inputs' included.
    ///
    /// This is **not** a cache key: what a name stands for may change between builds.
    record Ref(Digest digest) {}
}
