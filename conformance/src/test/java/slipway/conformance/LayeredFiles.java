package slipway.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// The files that a stack of layer tars makes: a second reader, simpler than Slipway's and independent of it.
final class LayeredFiles {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    /// What is known of one file; hard links are several paths with one of these.
    private static final class Inode {
        final SortedMap<String, String> facts = new TreeMap<>();
    }

    private record Placed(Inode inode, int layer, boolean isDirectory) {}

    private final TreeMap<String, Placed> files = new TreeMap<>();
    private int layer;

    /// Lays one more tar on top.
    ///
    /// @return how many entries it had, its root aside
    int add(InputStream layerTar) throws IOException {
        layer++;
        int count = 0;
        var tar = new TarArchiveInputStream(layerTar, "UTF-8");
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String path = clean(entry.getName());
            if (path.isEmpty()) continue;
            count++;
            String name = path.substring(path.lastIndexOf('/') + 1);
            String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
            if (name.equals(OPAQUE)) removeBeneath(parent);
            else if (name.startsWith(WHITEOUT)) remove(join(parent, name.substring(WHITEOUT.length())));
            else put(path, entry, tar);
        }
        return count;
    }

    private void put(String path, TarArchiveEntry entry, InputStream content) throws IOException {
        makeParents(path);
        Inode inode;
        if (entry.isLink()) {
            Placed target = files.get(clean(entry.getLinkName()));
            if (target == null) throw new IOException("a hard link to nothing: " + path + " to " + entry.getLinkName());
            inode = target.inode;
        } else {
            inode = new Inode();
            inode.facts.putAll(facts(entry, content));
        }
        if (!entry.isDirectory()) files.subMap(path + "/", path + "0").clear();
        files.put(path, new Placed(inode, layer, entry.isDirectory()));
    }

    private void makeParents(String path) {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String parent = path.substring(0, slash);
            Placed there = files.get(parent);
            if (there != null && there.isDirectory) continue;
            var inode = new Inode();
            inode.facts.put("kind", "directory");
            inode.facts.put("mode", "0755");
            inode.facts.put("owner", "0:0");
            files.put(parent, new Placed(inode, layer, true));
        }
    }

    private static Map<String, String> facts(TarArchiveEntry entry, InputStream content) throws IOException {
        var facts = new TreeMap<String, String>();
        facts.put(ImageView.TIME, Long.toString(entry.getLastModifiedTime().toMillis() / 1000));
        facts.put("owner", entry.getLongUserId() + ":" + entry.getLongGroupId());
        entry.getExtraPaxHeaders().forEach((key, value) -> {
            if (key.startsWith("SCHILY.xattr.")) facts.put("attribute " + key.substring("SCHILY.xattr.".length()),
                    HexFormat.of().formatHex(value.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        });
        if (entry.isSymbolicLink()) {
            facts.put("kind", "link");
            facts.put("target", entry.getLinkName());
            return facts;
        }
        facts.put("mode", "0%03o".formatted(entry.getMode() & 07777));
        if (entry.isDirectory()) {
            facts.put("kind", "directory");
        } else if (entry.isFIFO()) {
            facts.put("kind", "fifo");
        } else if (entry.isCharacterDevice() || entry.isBlockDevice()) {
            facts.put("kind", entry.isBlockDevice() ? "block device" : "character device");
            facts.put("device", entry.getDevMajor() + ":" + entry.getDevMinor());
        } else {
            facts.put("kind", "file");
            content(content.readAllBytes(), facts);
        }
        return facts;
    }

    /// Puts what a file holds among what is known of it: all, if it is a short text.
    static void content(byte[] bytes, Map<String, String> facts) {
        facts.put("size", Integer.toString(bytes.length));
        if (bytes.length <= 200 && isText(bytes)) {
            facts.put("content", quoted(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)));
        } else {
            facts.put("content", sha256(bytes));
        }
    }

    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) if (b < ' ' && b != '\n' && b != '\t') return false;
        return true;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") + '"';
    }

    private static String sha256(byte[] bytes) {
        try {
            return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void remove(String path) {
        Placed there = files.get(path);
        if (there != null && there.layer < layer) files.remove(path);
        removeBeneath(path);
    }

    private void removeBeneath(String directory) {
        SortedMap<String, Placed> beneath = directory.isEmpty() ? files : files.subMap(directory + "/", directory + "0");
        beneath.values().removeIf(placed -> placed.layer < layer);
    }

    private static String join(String parent, String name) {
        return parent.isEmpty() ? name : parent + "/" + name;
    }

    private static String clean(String name) {
        String path = name;
        while (path.startsWith("./") || path.startsWith("/")) path = path.substring(path.startsWith("/") ? 1 : 2);
        while (path.endsWith("/")) path = path.substring(0, path.length() - 1);
        return path.equals(".") ? "" : path;
    }

    /// What is known of each path, with a leading slash; paths of one file name the first of them.
    SortedMap<String, SortedMap<String, String>> facts() {
        var paths = new IdentityHashMap<Inode, List<String>>();
        files.forEach((path, placed) -> paths.computeIfAbsent(placed.inode, _ -> new ArrayList<>()).add(path));
        var facts = new TreeMap<String, SortedMap<String, String>>();
        files.forEach((path, placed) -> {
            var of = new TreeMap<>(placed.inode.facts);
            List<String> same = paths.getOrDefault(placed.inode, List.of());
            if (same.size() > 1) of.put("one file with", "/" + same.getFirst());
            facts.put("/" + path, of);
        });
        return facts;
    }
}
