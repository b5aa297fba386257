package slipway.build.run.execute;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Something more that the process finds in its tree, at an absolute path; none of it reaches the layer.
///
/// Links on the way to the target are followed inside the process's own root and never out of it. Later mounts may lie
/// inside earlier ones.
public sealed interface ExtraMount {

    /// Where the process sees it.
    String target();

    /// What the process may do to it.
    enum Access {
        READ_ONLY,
        /// Writes reach the source.
        READ_WRITE
    }

    /// A file or directory from elsewhere: `subpath` in a stack of `layers` (the base first), where links are followed
    /// inside the stack. An empty `subpath` is the whole. [Access#READ_WRITE] needs a single layer.
    record Bind(List<Path> layers, String subpath, String target, Access access) implements ExtraMount {
        public Bind {
            layers = layers.stream().map(Path::toAbsolutePath).toList();
            if (layers.isEmpty()) throw new IllegalArgumentException("a bind mount needs a source");
            if (layers.size() > 1 && access == Access.READ_WRITE) {
                throw new IllegalArgumentException("writes to a stack of layers have no place to go");
            }
            Targets.check(target);
        }

        /// One file or directory of the machine.
        public static Bind of(Path source, String target, Access access) {
            return new Bind(List.of(source), "", target, access);
        }
    }

    /// The file or directory at `subpath` in a tree of the same form as a process's root, which takes what is written.
    record Writable(RootFileSystem tree, String subpath, String target) implements ExtraMount {
        public Writable {
            Targets.check(target);
        }
    }

    /// Memory, empty at the start. Without a size the kernel's default holds: half of the machine's.
    record Tmpfs(String target, OptionalLong bytes, Access access) implements ExtraMount {
        public Tmpfs {
            Targets.check(target);
        }
    }

    /// A file whose content is never written to a disk.
    record SecretFile(byte[] content, String target, int mode, int uid, int gid) implements ExtraMount {
        public SecretFile {
            content = content.clone();
            Targets.check(target);
        }

        @Override
        public byte[] content() {
            return content.clone();
        }
    }
}
