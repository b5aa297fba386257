package slipway.compose;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Makes `.deb` files, good and bad ones.
public final class DebBuilder {

    private record Member(TarArchiveEntry entry, byte[] bytes) {}

    private final SequencedMap<String, String> control = new LinkedHashMap<>();
    private final List<Member> members = new ArrayList<>();
    private String checksums = "";

    public static DebBuilder of(String name, String version) {
        var deb = new DebBuilder();
        deb.control.put("Package", name);
        deb.control.put("Version", version);
        deb.control.put("Architecture", "amd64");
        return deb;
    }

    public DebBuilder field(String name, String value) {
        control.put(name, value);
        return this;
    }

    public DebBuilder file(String path, String text) {
        return file(path, text, 0644);
    }

    public DebBuilder file(String path, String text, int mode) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(path, true);
        entry.setSize(bytes.length);
        entry.setMode(0100000 | mode);
        checksums += "d41d8cd98f00b204e9800998ecf8427e  " + path.replaceFirst("^\\./", "") + "\n";
        return add(entry, bytes);
    }

    public DebBuilder directory(String path) {
        var entry = new TarArchiveEntry(path + "/", true);
        entry.setMode(040755);
        return add(entry, new byte[0]);
    }

    public DebBuilder link(String path, String target) {
        return special(path, TarConstants.LF_SYMLINK, target);
    }

    public DebBuilder hardLink(String path, String target) {
        return special(path, TarConstants.LF_LINK, target);
    }

    public DebBuilder device(String path) {
        return special(path, TarConstants.LF_CHR, "");
    }

    private DebBuilder special(String path, byte type, String target) {
        var entry = new TarArchiveEntry(path, type, true);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    private DebBuilder add(TarArchiveEntry entry, byte[] bytes) {
        entry.setModTime(1_600_000_000_000L);
        members.add(new Member(entry, bytes));
        return this;
    }

    public String control() {
        var text = new StringBuilder();
        control.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    public String name() {
        return control.get("Package");
    }

    /// The archive's bytes: `data` compressed with xz.
    public byte[] build() throws IOException {
        return build(".xz");
    }

    /// The archive's bytes.
    ///
    /// @param suffix how `data` is compressed: `.xz`, `.gz`, `.zst` or nothing
    public byte[] build(String suffix) throws IOException {
        var controlMembers = new ArrayList<Member>();
        controlMembers.add(text("./control", control()));
        controlMembers.add(text("./md5sums", checksums));
        var controlBytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(controlBytes)) {
            out.write(tar(controlMembers));
        }
        var dataBytes = new ByteArrayOutputStream();
        try (OutputStream out = compressed(dataBytes, suffix)) {
            out.write(tar(members));
        }
        var bytes = new ByteArrayOutputStream();
        try (var ar = new ArArchiveOutputStream(bytes)) {
            member(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
            member(ar, "control.tar.gz", controlBytes.toByteArray());
            member(ar, "data.tar" + suffix, dataBytes.toByteArray());
        }
        return bytes.toByteArray();
    }

    private static OutputStream compressed(OutputStream out, String suffix) throws IOException {
        return switch (suffix) {
            case ".gz" -> new GZIPOutputStream(out);
            case ".zst" -> new ZstdOutputStream(out);
            case ".xz" -> new XZOutputStream(out, new LZMA2Options(0));
            default -> out;
        };
    }

    private static Member text(String path, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(path, true);
        entry.setSize(bytes.length);
        return new Member(entry, bytes);
    }

    private static byte[] tar(List<Member> members) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (Member member : members) {
                tar.putArchiveEntry(member.entry);
                tar.write(member.bytes);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static void member(ArArchiveOutputStream ar, String name, byte[] bytes) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length, 0, 0, 0100644, 0));
        ar.write(bytes);
        ar.closeArchiveEntry();
    }
}
