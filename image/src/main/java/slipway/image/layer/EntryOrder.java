package slipway.image.layer;

import java.util.Comparator;

/// The order of entries in our layers: a directory, then all that is in it, then its next neighbour, as if `/` were the
/// lowest character.
public final class EntryOrder {

    /// The order of paths.
    public static final Comparator<String> PATHS = EntryOrder::compare;

    /// The order of entries. Of those at one path, the mark that a directory is opaque comes last.
    public static final Comparator<Entry> ENTRIES =
            Comparator.comparing(Entry::path, PATHS).thenComparing(EntryOrder::rank);

    private EntryOrder() {}

    /// Negative, zero or positive as `a` comes before `b`, is `b`, or comes after it.
    public static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) return x == '/' ? -1 : y == '/' ? 1 : x - y;
        }
        return a.length() - b.length();
    }

    /// Whether `path` is inside the directory, at any depth. Everything but the root itself is inside the root.
    public static boolean isBeneath(String path, String directory) {
        if (directory.isEmpty()) return !path.isEmpty();
        return path.length() > directory.length() && path.charAt(directory.length()) == '/' && path.startsWith(directory);
    }

    private static int rank(Entry entry) {
        return entry.is(Entry.Kind.OPAQUE) ? 1 : 0;
    }
}
