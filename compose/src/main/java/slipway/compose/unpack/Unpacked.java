package slipway.compose.unpack;

import java.util.List;
import java.util.Optional;
import slipway.image.layer.Content;
import slipway.image.layer.Entry;

/// A package's files, its control paragraph, and the checksums it ships.
///
/// @param control the text of the control file
/// @param checksums the text of `md5sums`; empty when there is none
/// @param files in the archive's order, their paths as the archive has them; bytes that files have are in a spool file
public record Unpacked(String name, String control, String checksums, List<Item> files) {

    public Unpacked {
        files = List.copyOf(files);
    }

    /// An entry and, for a regular file, its bytes.
    public record Item(Entry entry, Optional<Content> content) {}
}
