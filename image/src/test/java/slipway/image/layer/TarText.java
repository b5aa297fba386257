package slipway.image.layer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import slipway.image.Descriptor;
import slipway.image.DiffId;
import slipway.image.Digest;
import slipway.image.Layer;
import slipway.image.Store;

/// Tars and layers for tests, in a line each.
final class TarText {

    private TarText() {}

    /// A layer written by [LayerWriter]. A file's content is given by its path; its size is set here.
    static LayerWriter.Written write(Store store, LayerOptions options, Entry... entries) {
        try (var writer = LayerWriter.open(store, options)) {
            for (Entry entry : entries) {
                if (entry.is(Entry.Kind.FILE)) writer.add(entry, () -> new ByteArrayInputStream(content(entry)));
                else writer.add(entry);
            }
            return writer.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] content(Entry entry) {
        byte[] bytes = new byte[(int) entry.size()];
        byte[] pattern = (entry.path() + "\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) bytes[i] = pattern[i % pattern.length];
        return bytes;
    }

    /// A tar that holds these entries as they are, in any order: what an attacker writes.
    static byte[] raw(Entry... entries) {
        var bytes = new ByteArrayOutputStream();
        var tar = new TarWriter(bytes);
        try {
            for (Entry entry : entries) {
                tar.header(entry);
                if (!entry.is(Entry.Kind.FILE)) continue;
                bytes.writeBytes(content(entry));
                tar.pad(entry.size());
            }
            tar.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Layer layer(Store store, byte[] tar) {
        try {
            Descriptor blob = store.put(Compression.NONE.mediaType(), tar);
            return new Layer(blob, new DiffId(Digest.sha256(tar)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Entry> entries(Layer layer, Store store) throws IOException {
        var entries = new ArrayList<Entry>();
        LayerReader.read(layer, store, (entry, content) -> entries.add(
                entry.is(Entry.Kind.FILE) ? entry.withContent(IndexCollector.hash(content)) : entry));
        return entries;
    }

    static Entry dir(String path) {
        return Entry.directory(path, 0755, 0, 0, 1);
    }

    static Entry file(String path, int size) {
        return Entry.file(path, 0644, 0, 0, size, 1);
    }
}
