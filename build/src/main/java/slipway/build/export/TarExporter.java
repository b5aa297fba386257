package slipway.build.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.build.files.FileSource;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;
import slipway.image.layer.TarStream;

/// The files of images as one tar, without layers and configuration.
final class TarExporter {

    private final TarStream tar;
    private final long epoch;

    private TarExporter(TarStream tar, long epoch) {
        this.tar = tar;
        this.epoch = epoch;
    }

    static void write(List<PlatformRoots> roots, OutputStream target, long epoch) throws IOException {
        try (var tar = new TarStream(target)) {
            var exporter = new TarExporter(tar, epoch);
            for (PlatformRoots root : roots) exporter.write(root);
        }
    }

    private void write(PlatformRoots root) throws IOException {
        if (!root.directory().isEmpty()) tar.add(Entry.directory(root.directory(), 0755, 0, 0, 0));
        String prefix = root.directory().isEmpty() ? "" : root.directory() + "/";
        Set<String> directories = new HashSet<>();
        for (FileSource files : root.files()) write(files, prefix, directories);
    }

    private void write(FileSource files, String prefix, Set<String> directories) throws IOException {
        Map<FileTree.Origin, Entry> written = new HashMap<>();
        for (Entry found : files.tree().all()) {
            if (found.path().isEmpty()) continue;
            if (found.is(Entry.Kind.DIRECTORY) && !directories.add(found.path())) continue;
            Entry entry = found.withModified(Math.min(found.modified(), epoch)).withPath(prefix + found.path());
            if (!entry.is(Entry.Kind.FILE)) {
                tar.add(entry);
                continue;
            }
            Entry first = written.putIfAbsent(files.tree().origin(found.path()).orElseThrow(), entry);
            if (first == null) tar.add(entry, files.content(found));
            else tar.add(Entry.hardLink(entry.path(), first));
        }
    }
}
