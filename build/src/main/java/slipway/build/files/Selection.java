package slipway.build.files;

import java.util.List;
import java.util.stream.Stream;
import slipway.image.layer.Entry;

/// What one path that a source names comes to: a file, or a directory with as much of it as is wanted.
///
/// @param name the last part of the path as it was named, which a file keeps when it goes into a directory
/// @param entry what is copied: where a link was named, what it leads to
/// @param parts what is copied of what is beneath a directory, in order; each stands for itself alone
public record Selection(String name, Entry entry, List<Part> parts) {

    public Selection {
        parts = List.copyOf(parts);
    }

    /// Something beneath a selected directory.
    ///
    /// @param below its path from there
    public record Part(String below, Entry entry, Wanted wanted) {}

    /// Why something is part of a selection.
    public enum Wanted {
        ITSELF,
        /// A directory that nobody asked for, but for something in it.
        FOR_ITS_CONTENT
    }

    /// All that is copied, but for the directory that only its contents are taken from.
    public Stream<Entry> entries() {
        return entry.is(Entry.Kind.DIRECTORY) ? parts.stream().map(Part::entry) : Stream.of(entry);
    }
}
