package slipway.build.run.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import slipway.build.linux.CallFailed;
import slipway.build.linux.Errno;
import slipway.build.linux.FileCalls;
import slipway.image.layer.Attribute;
import slipway.image.layer.Entry;
import slipway.image.layer.EntryOrder;

/// Whose attributes count for directories that upper layers only imply.
///
/// On disk such a directory has some attributes, and overlayfs would show them in place of those that a lower layer gives
/// it. The root is nearly always such a one.
final class RootDirectories {

    private RootDirectories() {}

    /// The layers that count: those above a layer whose root is opaque, and it. Of a layer that is there twice only the
    /// upper one counts, since it says all that the lower one does; overlayfs takes no directory twice.
    static List<Unpacked> visible(List<Unpacked> fromBottom, OverlayForm form, FileCalls calls) throws IOException {
        var fromTop = new LinkedHashSet<>(aboveOpaque(fromBottom, form, calls).reversed());
        return List.copyOf(fromTop).reversed();
    }

    private static List<Unpacked> aboveOpaque(List<Unpacked> fromBottom, OverlayForm form,
            FileCalls calls) throws IOException {
        for (int i = fromBottom.size() - 1; i > 0; i--) {
            int root = calls.openRoot(fromBottom.get(i).directory());
            try {
                if (form.isOpaque(calls, root, ".")) return fromBottom.subList(i, fromBottom.size());
            } finally {
                calls.close(root);
            }
        }
        return fromBottom;
    }

    /// What implied directories must look like in a tree of these layers: in order, parents included.
    static List<Entry> dressed(List<Unpacked> fromBottom, OverlayForm form, FileCalls calls) throws IOException {
        var paths = new TreeSet<String>(EntryOrder.PATHS);
        for (Unpacked layer : fromBottom) paths.addAll(layer.implied());
        paths.add("");
        var entries = new TreeMap<String, Entry>(EntryOrder.PATHS);
        for (String path : paths) {
            Optional<Entry> meant = meant(path, fromBottom, form, calls);
            if (meant.isEmpty()) continue;
            entries.put(path, meant.get());
            for (String up = parent(path); !up.isEmpty() && !entries.containsKey(up); up = parent(up)) {
                Optional<Entry> shown = meant(up, fromBottom, form, calls);
                if (shown.isPresent()) entries.put(up, shown.get());
            }
        }
        entries.putIfAbsent("", Entry.directory("", 0755, 0, 0, 0));
        return List.copyOf(entries.values());
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /// The directory at a path as the topmost layer says that does not merely imply it.
    private static Optional<Entry> meant(String path, List<Unpacked> fromBottom, OverlayForm form, FileCalls calls)
            throws IOException {
        for (Unpacked layer : fromBottom.reversed()) {
            try (var way = new OpenPath(calls, calls.openRoot(layer.directory()))) {
                int directory = way.directory(path);
                if (!layer.implied().contains(path)) return Optional.of(read(path, directory, calls));
                if (form.isOpaque(calls, directory, ".")) return Optional.empty();
            } catch (CallFailed e) {
                if (e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) return Optional.empty();
                if (e.errno() != Errno.ENOENT) throw e;
            }
        }
        return Optional.empty();
    }

    private static Entry read(String path, int directory, FileCalls calls) throws IOException {
        FileCalls.Stat stat = calls.stat(directory, ".");
        var attributes = new TreeMap<String, Attribute>();
        for (String name : calls.attributes(directory, ".")) {
            if (!Trees.keeps(name)) continue;
            calls.attribute(directory, ".", name).ifPresent(value -> attributes.put(name, new Attribute(value)));
        }
        return Entry.directory(path, stat.mode() & 07777, stat.uid(), stat.gid(), stat.seconds()).withAttributes(attributes);
    }

    /// Makes these directories in an empty one.
    static void make(List<Entry> directories, Path target, FileCalls calls) throws IOException {
        try (var way = new OpenPath(calls, calls.openRoot(target))) {
            for (Entry entry : directories) {
                if (!entry.path().isEmpty()) calls.makeDirectory(way.directory(entry.parent()), entry.name());
            }
            for (Entry entry : directories.reversed()) {
                if (entry.path().isEmpty()) Trees.dress(calls, way.directory(""), ".", entry);
                else Trees.dress(calls, way.directory(entry.parent()), entry.name(), entry);
            }
        }
    }
}
