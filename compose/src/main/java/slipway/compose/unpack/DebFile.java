package slipway.compose.unpack;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.layer.Entry;

/// A `.deb`: an `ar` archive of `debian-binary`, `control.tar.*` and `data.tar.*`. `deb(5)`.
///
/// Refuses what no package needs and an attacker might: paths that leave the root, devices, sockets, sparse files, archives
/// that unpack to more than any package does.
public final class DebFile {

    private static final int XZ_MEMORY_KIB = 512 << 10;
    private static final int MAX_CONTROL_BYTES = 32 << 20;
    private static final int MAX_ENTRIES = 500_000;
    private static final long MAX_BYTES = 16L << 30;

    private final String name;
    private final Path spool;
    private String control = "";
    private String checksums = "";
    private final List<Unpacked.Item> files = new ArrayList<>();

    private DebFile(String name, Path spool) {
        this.name = name;
        this.spool = spool;
    }

    /// Unpacks a package. The bytes of all its files go, one after the other, to the file `spool`.
    ///
    /// @throws SlipwayException.CorruptData when it is not a package, or not the one that `name` says
    public static Unpacked read(Path file, String name, Path spool) throws IOException {
        var deb = new DebFile(name, spool);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            deb.read(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new SlipwayException.CorruptData(
                    Problem.of("the package " + name + " cannot be unpacked: " + e.getMessage()), e);
        }
        return new Unpacked(name, deb.control, deb.checksums, deb.files);
    }

    private void read(InputStream in) throws IOException {
        boolean data = false;
        var archive = new ArArchiveInputStream(in);
        for (ArArchiveEntry member = archive.getNextEntry(); member != null; member = archive.getNextEntry()) {
            String part = member.getName().replaceFirst("/$", "");
            if (part.equals("debian-binary")) {
                String format = new String(archive.readNBytes(16), StandardCharsets.US_ASCII);
                if (!format.startsWith("2.")) throw corrupt("its format is " + format.strip());
            } else if (part.startsWith("control.tar")) {
                readControl(tar(archive, part));
            } else if (part.startsWith("data.tar")) {
                if (control.isEmpty()) throw corrupt("its control archive does not come first");
                readData(tar(archive, part));
                data = true;
            } else if (!part.startsWith("_")) {
                throw corrupt("it has a member " + part);
            }
        }
        if (!data) throw corrupt("it has no data");
    }

    private TarArchiveInputStream tar(InputStream in, String part) throws IOException {
        InputStream decoded = switch (part.substring(part.indexOf(".tar") + 4)) {
            case "" -> in;
            case ".gz" -> new GZIPInputStream(in, 1 << 16);
            case ".xz" -> new XZInputStream(in, XZ_MEMORY_KIB);
            case ".zst" -> new ZstdInputStream(in);
            default -> throw corrupt("it is compressed in a way that is not known: " + part);
        };
        return new TarArchiveInputStream(decoded, "UTF-8");
    }

    private void readControl(TarArchiveInputStream tar) throws IOException {
        for (TarArchiveEntry member = tar.getNextEntry(); member != null; member = tar.getNextEntry()) {
            String path = path(member.getName());
            if (!path.equals("control") && !path.equals("md5sums")) continue;
            byte[] bytes = tar.readNBytes(MAX_CONTROL_BYTES + 1);
            if (bytes.length > MAX_CONTROL_BYTES) throw corrupt("its " + path + " is too large");
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (path.equals("control")) control = text;
            else checksums = text;
        }
        if (control.lines().noneMatch(("Package: " + name)::equals)) throw corrupt("it is another package");
    }

    private void readData(TarArchiveInputStream tar) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(spool), 1 << 16)) {
            long offset = 0;
            for (TarArchiveEntry member = tar.getNextEntry(); member != null; member = tar.getNextEntry()) {
                if (files.size() > MAX_ENTRIES) throw corrupt("it has too many files");
                String path = path(member.getName());
                if (path.isEmpty()) continue;
                Entry entry = entry(member, path);
                if (!entry.is(Entry.Kind.FILE)) {
                    files.add(new Unpacked.Item(entry, Optional.empty()));
                    continue;
                }
                offset += entry.size();
                if (offset > MAX_BYTES) throw corrupt("it is too large");
                copy(tar, out, entry);
                files.add(new Unpacked.Item(entry,
                        Optional.of(new SpooledContent(spool, offset - entry.size(), entry.size()))));
            }
        }
    }

    private void copy(InputStream in, OutputStream out, Entry entry) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long rest = entry.size();
        while (rest > 0) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, rest));
            if (count < 0) throw corrupt("its archive ends within /" + entry.path());
            out.write(buffer, 0, count);
            rest -= count;
        }
    }

    private Entry entry(TarArchiveEntry member, String path) {
        int mode = member.getMode() & 07777;
        int uid = id(member.getLongUserId());
        int gid = id(member.getLongGroupId());
        long modified = member.getLastModifiedTime().toInstant().getEpochSecond();
        if (member.isSparse()) throw corrupt("/" + path + " is a sparse file");
        if (member.isDirectory()) return Entry.directory(path, mode, uid, gid, modified);
        if (member.isSymbolicLink()) return Entry.symlink(path, target(member.getLinkName(), path), uid, gid, modified);
        if (member.isLink()) {
            return Entry.hardLink(path, Entry.file(path(member.getLinkName()), mode, uid, gid, 0, modified));
        }
        if (member.isFile() && (member.getLinkFlag() == '0' || member.getLinkFlag() == 0)) {
            return Entry.file(path, mode, uid, gid, member.getSize(), modified);
        }
        throw corrupt("/" + path + " is neither a file nor a directory nor a link");
    }

    private int id(long id) {
        if (id < 0 || id > Integer.MAX_VALUE) throw corrupt("a file has an owner that cannot be: " + id);
        return (int) id;
    }

    private String target(String link, String path) {
        if (link.isEmpty() || link.indexOf('\0') >= 0 || link.length() > 4095) {
            throw corrupt("/" + path + " links to nowhere");
        }
        return link;
    }

    /// A member's name as a path below the root.
    private String path(String member) {
        String path = member.replaceFirst("^(\\./+)+", "").replaceFirst("/+$", "");
        if (path.equals(".") || path.isEmpty()) return "";
        boolean inside = path.length() < 4096 && path.indexOf('\0') < 0 && path.indexOf('\uFFFD') < 0
                && List.of(path.split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!inside) throw corrupt("it has a path that leaves the root or cannot be: " + member);
        return path;
    }

    private SlipwayException.CorruptData corrupt(String why) {
        return new SlipwayException.CorruptData(Problem.of("the package " + name + " cannot be unpacked: " + why));
    }
}
