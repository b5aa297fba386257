package slipway.image.layer;

/// How a tar says that something is gone. OCI image layer specification, "Whiteouts".
final class Whiteout {

    static final String PREFIX = ".wh.";
    static final String META_PREFIX = ".wh..wh.";
    static final String OPAQUE = ".wh..wh..opq";

    private Whiteout() {}

    /// The name under which a tar holds an entry, without the slash of a directory.
    static String tarName(Entry entry) {
        return switch (entry.kind()) {
            case WHITEOUT -> in(entry.parent(), PREFIX + entry.name());
            case OPAQUE -> in(entry.path(), OPAQUE);
            case FILE, DIRECTORY, SYMLINK, HARD_LINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> entry.path();
        };
    }

    static String in(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }
}
