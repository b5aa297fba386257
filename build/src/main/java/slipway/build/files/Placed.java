package slipway.build.files;

import java.io.IOException;
import java.util.List;
import slipway.image.Digest;
import slipway.image.layer.Entry;
import slipway.image.layer.LayerWriter;

/// An entry of the layer that a copy makes, and where its bytes come from.
///
/// @param source the files it comes from; what is made and not copied has none
/// @param original the entry it is a copy of
public record Placed(Entry entry, FileSource source, Entry original) {

    /// Adds it to a layer.
    public void writeTo(LayerWriter writer) throws IOException {
        if (entry.is(Entry.Kind.FILE)) {
            // The digest went into the cache key: if the file has changed since, the writer refuses it.
            Digest expected = source.digests(List.of(original)).get(original.path());
            writer.add(entry.withContent(expected), source.content(original));
        }
        else writer.add(entry);
    }
}
