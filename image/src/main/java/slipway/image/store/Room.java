package slipway.image.store;

/// A directory of the store beside its blobs, owned by another part of the house.
public enum Room {
    /// Unpacked file trees, by chain ID.
    SNAPSHOTS("snapshots"),
    /// What steps gave, by cache key.
    CACHE("cache"),
    /// What is in layers, by diff ID.
    INDEXES("indexes"),
    /// Records and logs of builds.
    BUILDS("builds"),
    /// Cache mounts.
    MOUNTS("mounts"),
    /// Git repositories and the files of their commits.
    SOURCES("sources"),
    /// Packages and indexes that composed bases are made of.
    COMPOSE("compose");

    private final String directory;

    Room(String directory) {
        this.directory = directory;
    }

    /// The directory's name in the store.
    public String directory() {
        return directory;
    }
}
