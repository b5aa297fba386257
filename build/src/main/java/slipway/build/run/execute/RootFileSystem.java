package slipway.build.run.execute;

import java.nio.file.Path;
import java.util.List;

/// The tree a process sees as `/`.
public sealed interface RootFileSystem {

    /// Layers that are only read, the base first, and one directory that takes every change in overlayfs' own form
    /// (whiteouts as devices 0:0, opaque directories as an extended attribute). `lowers` may be empty: a step on
    /// `scratch`. `upper` and `work` are on one file system; `work` is empty, or
    /// was used with the same `upper`. Nothing is forced to the disk: what `upper` holds in the end is kept by whoever
    /// wants to keep it.
    record Overlay(List<Path> lowers, Path upper, Path work) implements RootFileSystem {
        public Overlay {
            lowers = lowers.stream().map(Path::toAbsolutePath).toList();
            upper = upper.toAbsolutePath();
            work = work.toAbsolutePath();
        }
    }

    /// One directory, which takes the changes itself. For stores on file systems that overlayfs cannot use.
    record Directory(Path path) implements RootFileSystem {
        public Directory {
            path = path.toAbsolutePath();
        }
    }
}
