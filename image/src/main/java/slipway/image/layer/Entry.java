package slipway.image.layer;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.image.Digest;

/// One thing at one path: in a layer, what the layer says of the path; in a tree, what is there.
///
/// @param path without leading or trailing slash, parts joined by `/`; the root directory is the empty string. Bytes that
///     are no UTF-8 stand as lone surrogates `U+DC80`–`U+DCFF`, one for each byte, so that every name survives.
/// @param mode the twelve permission bits, set-id and sticky bits included
/// @param size bytes of a regular file; 0 for everything else
/// @param modified seconds since 1970
/// @param link what a symbolic link says, or the path (as above) that a hard link names; empty for everything else
/// @param device major and minor number of a device node
/// @param attributes extended attributes by full name (`security.capability`)
/// @param content the SHA-256 of a regular file's bytes, where known
public record Entry(
        String path,
        Kind kind,
        int mode,
        int uid,
        int gid,
        long size,
        long modified,
        String link,
        Device device,
        SortedMap<String, Attribute> attributes,
        Optional<Digest> content) {

    /// What an entry is.
    public enum Kind {
        FILE,
        DIRECTORY,
        SYMLINK,
        HARD_LINK,
        CHARACTER_DEVICE,
        BLOCK_DEVICE,
        FIFO,
        /// The path is deleted: in layers only.
        WHITEOUT,
        /// The directory at the path hides what lower layers have in it: in layers only.
        OPAQUE
    }

    /// A device's numbers.
    public record Device(int major, int minor) {
        public static final Device NONE = new Device(0, 0);
    }

    public Entry {
        if (path.startsWith("/") || path.endsWith("/")) throw new IllegalArgumentException("not a path in a layer: " + path);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    public static Entry directory(String path, int mode, int uid, int gid, long modified) {
        return plain(path, Kind.DIRECTORY, mode, uid, gid, 0, modified, "");
    }

    public static Entry file(String path, int mode, int uid, int gid, long size, long modified) {
        return plain(path, Kind.FILE, mode, uid, gid, size, modified, "");
    }

    public static Entry symlink(String path, String target, int uid, int gid, long modified) {
        return plain(path, Kind.SYMLINK, 0777, uid, gid, 0, modified, target);
    }

    public static Entry hardLink(String path, Entry target) {
        Entry link = plain(path, Kind.HARD_LINK, target.mode, target.uid, target.gid, 0, target.modified, target.path);
        return target.content.map(link::withContent).orElse(link);
    }

    public static Entry whiteout(String path) {
        return plain(path, Kind.WHITEOUT, 0, 0, 0, 0, 0, "");
    }

    public static Entry opaque(String path) {
        return plain(path, Kind.OPAQUE, 0, 0, 0, 0, 0, "");
    }

    private static Entry plain(String path, Kind kind, int mode, int uid, int gid, long size, long modified, String link) {
        return new Entry(path, kind, mode, uid, gid, size, modified, link, Device.NONE, new TreeMap<>(), Optional.empty());
    }

    public boolean is(Kind kind) {
        return this.kind == kind;
    }

    /// The last part of the path.
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// The path of the directory this stands in; of the root, the root.
    public String parent() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    public Entry withPath(String path) {
        return new Entry(path, kind, mode, uid, gid, size, modified, link, device, attributes, content);
    }

    public Entry withOwner(int uid, int gid) {
        return new Entry(path, kind, mode, uid, gid, size, modified, link, device, attributes, content);
    }

    public Entry withMode(int mode) {
        return new Entry(path, kind, mode, uid, gid, size, modified, link, device, attributes, content);
    }

    public Entry withModified(long modified) {
        return new Entry(path, kind, mode, uid, gid, size, modified, link, device, attributes, content);
    }

    public Entry withLink(String link) {
        return new Entry(path, kind, mode, uid, gid, size, modified, link, device, attributes, content);
    }

    public Entry withContent(Digest content) {
        return new Entry(path, kind, mode, uid, gid, size, modified, link, device, attributes, Optional.of(content));
    }

    public Entry withAttributes(SortedMap<String, Attribute> attributes) {
        return new Entry(path, kind, mode, uid, gid, size, modified, link, device, attributes, content);
    }
}
