package slipway.build.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import slipway.build.files.FileSource;
import slipway.image.layer.Entry;
import slipway.image.layer.FileTree;
import slipway.image.layer.TarStream;

/// The files of an image as one tar, without layers and configuration.
final class TarExporter {

    private TarExporter() {}

    static void write(FileSource files, OutputStream target, long epoch) throws IOException {
        Map<FileTree.Origin, Entry> written = new HashMap<>();
        try (var tar = new TarStream(target)) {
            for (Entry found : files.tree().all()) {
                Entry entry = found.withModified(Math.min(found.modified(), epoch));
                if (entry.path().isEmpty()) continue;
                if (!entry.is(Entry.Kind.FILE)) {
                    tar.add(entry);
                    continue;
                }
                Entry first = written.putIfAbsent(files.tree().origin(entry.path()).orElseThrow(), entry);
                if (first == null) tar.add(entry, files.content(found));
                else tar.add(Entry.hardLink(entry.path(), first));
            }
        }
    }
}
