package slipway.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/// Writes tars by a library that Slipway does not write its own with.
final class TarFile {

    private TarFile() {}

    /// The tar of declared files: the same bytes each time.
    static byte[] of(FileList list) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = open(bytes)) {
            for (Declared file : list.files()) add(tar, list, file);
        }
        return bytes.toByteArray();
    }

    /// @param compression `plain`, `gzip`, `bzip2`, `xz` or `zstd`
    static byte[] compressed(FileList list, String compression) throws IOException {
        byte[] tar = of(list);
        var bytes = new ByteArrayOutputStream();
        try (OutputStream out = switch (compression) {
            case "plain" -> bytes;
            case "gzip" -> new java.util.zip.GZIPOutputStream(bytes);
            case "bzip2" -> new BZip2CompressorOutputStream(bytes);
            case "xz" -> new XZCompressorOutputStream(bytes);
            case "zstd" -> new ZstdCompressorOutputStream(bytes);
            default -> throw new IllegalArgumentException("no compression: " + compression);
        }) {
            out.write(tar);
        }
        return bytes.toByteArray();
    }

    static TarArchiveOutputStream open(OutputStream out) {
        var tar = new TarArchiveOutputStream(out, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        return tar;
    }

    static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setMode(0644);
        entry.setModTime(0L);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static void add(TarArchiveOutputStream tar, FileList list, Declared file) throws IOException {
        var entry = switch (file.kind()) {
            case DIRECTORY -> new TarArchiveEntry(file.path() + "/");
            case FILE, TAR -> new TarArchiveEntry(file.path(), true);
            case SYMLINK -> linked(file, TarConstants.LF_SYMLINK);
            case HARD_LINK -> linked(file, TarConstants.LF_LINK);
            case FIFO -> new TarArchiveEntry(file.path(), TarConstants.LF_FIFO);
            case DEVICE -> device(file);
            case SOCKET, GONE -> throw new IllegalArgumentException("not in a tar: " + file.path());
        };
        byte[] content = switch (file.kind()) {
            case FILE -> list.content(file);
            case TAR -> list.archive(file);
            case DIRECTORY, SYMLINK, HARD_LINK, FIFO, DEVICE, SOCKET, GONE -> new byte[0];
        };
        entry.setSize(content.length);
        Declared described = file.kind() == Declared.Kind.HARD_LINK ? list.named(file.text()) : file;
        entry.setMode(file.kind() == Declared.Kind.SYMLINK ? 0777 : described.mode());
        entry.setIds(described.uid(), described.gid());
        entry.setModTime(described.time(FileList.TIME) * 1000);
        String attribute = file.options().get("attribute");
        if (attribute != null) {
            int colon = attribute.indexOf(':');
            byte[] value = HexFormat.of().parseHex(attribute.substring(colon + 1));
            entry.addPaxHeader("SCHILY.xattr." + attribute.substring(0, colon), new String(value, StandardCharsets.UTF_8));
        }
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry linked(Declared file, byte type) {
        var entry = new TarArchiveEntry(file.path(), type);
        entry.setLinkName(file.text());
        return entry;
    }

    private static TarArchiveEntry device(Declared file) {
        var entry = new TarArchiveEntry(file.path(), TarConstants.LF_CHR);
        entry.setDevMajor(file.numbers()[0]);
        entry.setDevMinor(file.numbers()[1]);
        return entry;
    }
}
