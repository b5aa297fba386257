package slipway.build.run.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import slipway.build.linux.FileCalls;
import slipway.image.layer.Entry;

/// Moves what a layer says out of the tree that a step wrote into a directory of its own.
///
/// The directory is then what unpacking the layer would give, times and marks included, so that the steps that follow see
/// the same whether this one ran or came from a cache. Files move and are not copied; what the layer does not mention stays.
final class Freezer {

    private Freezer() {}

    /// @param source an open directory that holds what the entries name; it loses it
    /// @param target an open, empty directory on the same file system
    static void freeze(List<Entry> entries, int source, int target, OverlayForm form, FileCalls calls) throws IOException {
        var directories = new ArrayList<Entry>();
        try (var from = new OpenPath(calls, calls.openDirectory(source, "."));
                var to = new OpenPath(calls, calls.openDirectory(target, "."))) {
            for (Entry entry : entries) {
                String name = entry.name();
                switch (entry.kind()) {
                    case DIRECTORY -> {
                        if (!entry.path().isEmpty()) calls.makeDirectory(to.directory(entry.parent()), name);
                        directories.add(entry);
                    }
                    case OPAQUE -> form.makeOpaque(calls, to.directory(entry.path()), ".");
                    case WHITEOUT -> form.whiteout(calls, to.directory(entry.parent()), name);
                    case FILE, SYMLINK, HARD_LINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> {
                        int place = to.directory(entry.parent());
                        calls.rename(from.directory(entry.parent()), name, place, name);
                        if (entry.is(Entry.Kind.FILE)) form.clear(calls, place, name);
                        if (!entry.is(Entry.Kind.HARD_LINK)) calls.setModified(place, name, entry.modified());
                    }
                }
            }
            for (Entry directory : directories) {
                if (directory.path().isEmpty()) Trees.dress(calls, to.directory(""), ".", directory);
                else Trees.dress(calls, to.directory(directory.parent()), directory.name(), directory);
            }
        }
    }
}
