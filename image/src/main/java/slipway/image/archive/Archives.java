package slipway.image.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.layer.ArchiveReader;
import slipway.image.layer.ReadLimits;
import slipway.image.store.Durability;
import slipway.image.store.DurableFiles;
import slipway.image.store.VerifiedInputStream;

/// Opens layouts and archives, whatever they are: an OCI layout's directory, or an OCI or Docker archive, plain or
/// compressed with gzip, bzip2, xz or zstd. What they are is told by what they hold, never by their names.
public final class Archives {

    /// Archives of images hold layers that are compressed already: a byte of theirs never stands for many.
    private static final ReadLimits LIMITS = new ReadLimits(ReadLimits.DEFAULT.entries(), ReadLimits.DEFAULT.nameBytes(),
            ReadLimits.DEFAULT.headerBytes(), ReadLimits.DEFAULT.bytes(), 300);

    private Archives() {}

    /// Opens what is at a path.
    ///
    /// @param spool a directory for a temporary copy, should one be needed: an archive that is compressed is unpacked there
    ///     first. The copy has no name there and goes when the archive is closed or the process ends.
    /// @throws SlipwayException.BadInput when nothing is there, or it is no layout and no archive
    /// @throws SlipwayException.CorruptData when it is damaged or hostile
    public static ImageArchive open(Path path, Path spool) throws IOException {
        if (Files.isDirectory(path)) return OciLayout.open(path);
        if (!Files.exists(path)) throw new SlipwayException.BadInput(Problem.of("there is no file " + path));
        if (!Files.isRegularFile(path) || isCompressed(path)) {
            try (InputStream in = Files.newInputStream(path)) {
                return read(in, spool);
            }
        }
        return open(FileChannel.open(path, StandardOpenOption.READ));
    }

    /// The same with the temporary directory of the system.
    public static ImageArchive open(Path path) throws IOException {
        return open(path, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /// Reads an archive from a stream, such as the standard input, to its end.
    public static ImageArchive read(InputStream archive, Path spool) throws IOException {
        Path copy = Files.createTempFile(spool, "archive", ".tar");
        FileChannel channel = FileChannel.open(copy, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        try {
            var out = Channels.newOutputStream(channel);
            try (InputStream bytes = ArchiveReader.decompress(archive, LIMITS)) {
                bytes.transferTo(out);
            }
        } catch (IOException e) {
            channel.close();
            throw new DurableFiles(spool, Durability.UNSYNCED).explain(e);
        } catch (RuntimeException e) {
            channel.close();
            throw e;
        }
        return open(channel);
    }

    private static boolean isCompressed(Path path) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(path)) {
            start = in.readNBytes(512);
        }
        return start.length < 512 || !new String(start, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar");
    }

    /// Opens an uncompressed archive. The channel is the archive's from now on.
    private static ImageArchive open(FileChannel channel) throws IOException {
        try {
            TarIndex tar = TarIndex.read(channel);
            if (tar.size("index.json").isPresent() && tar.size("oci-layout").isPresent()) {
                return OciArchive.open(tar, channel);
            }
            if (tar.size("manifest.json").isPresent()) return DockerArchive.open(tar, channel);
            Problem problem = Problem.of("not an image archive: it has neither an oci-layout with an index.json, nor a"
                    + " manifest.json");
            throw new SlipwayException.BadInput(
                    problem.hint("a tar of files becomes an image with a Dockerfile: FROM scratch, ADD <tar> /"));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// The bytes of a file that every archive of a kind has, and that is small.
    static byte[] small(TarIndex tar, String path) throws IOException {
        long size = tar.size(path)
                .orElseThrow(() -> new SlipwayException.CorruptData(Problem.of("the archive has no " + path)));
        if (size > VerifiedInputStream.MAX_SMALL) {
            throw new SlipwayException.CorruptData(Problem.of("the archive's " + path + " has " + size + " bytes; at most "
                    + VerifiedInputStream.MAX_SMALL + " are read"));
        }
        try (InputStream in = tar.open(path).orElseThrow()) {
            return in.readAllBytes();
        }
    }
}
