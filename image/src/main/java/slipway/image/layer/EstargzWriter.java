package slipway.image.layer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import slipway.image.DiffId;
import slipway.image.Digest;
import slipway.image.Layer;
import slipway.image.MediaTypes;
import slipway.image.Store;
import slipway.image.gzip.GzipMembers;
import slipway.image.json.Json;

/// Writes a layer as eStargz: gzip in which each file begins a member of its own, and a table of contents at the end that
/// says where. Readers that know it fetch single files of an image; for all others it is a gzipped tar.
///
/// stargz-snapshotter, "eStargz: Standard-Compatible Extensions to Tar.gz Layers for Lazy Pulling". The table and a
/// landmark that asks for no prefetching are entries of the tar, so the layer has another diffID than the one it is made of.
public final class EstargzWriter {

    /// On a layer: the digest of its table of contents.
    public static final String TOC_DIGEST = "containerd.io/snapshot/stargz/toc.digest";
    /// On a layer: how many bytes its tar has.
    public static final String UNCOMPRESSED_SIZE = "io.containers.estargz.uncompressed-size";

    private static final String TOC = "stargz.index.json";
    private static final String LANDMARK = ".no.prefetch.landmark";
    private static final Set<String> OWN = Set.of(TOC, LANDMARK, ".prefetch.landmark");
    private static final int CHUNK = 4 << 20;

    private final GzipMembers members;
    private final Counted counted;
    private final TarWriter tar;
    private final MessageDigest diffHash = Digest.sha256Hash();
    private final List<Json> entries = new ArrayList<>();

    private EstargzWriter(OutputStream target, Compression compression) {
        this.members = new GzipMembers(target, compression.effort());
        this.counted = new Counted(new DigestOutputStream(members, diffHash));
        this.tar = new TarWriter(counted);
    }

    /// Writes the entries of a layer as a new one.
    ///
    /// @param compression of the form `ESTARGZ`
    static Layer write(Layer source, Store store, Compression compression) throws IOException {
        try (Store.BlobWriter blob = store.write()) {
            var writer = new EstargzWriter(blob.stream(), compression);
            byte[] landmark = {0xf};
            writer.add(Entry.file(LANDMARK, 0644, 0, 0, 1, 0), new ByteArrayInputStream(landmark));
            LayerReader.read(source, store, (entry, content) -> {
                if (!OWN.contains(entry.path())) writer.add(entry, content);
            });
            Digest toc = writer.finish(blob.stream());
            var annotations = new LinkedHashMap<String, String>();
            annotations.put(TOC_DIGEST, toc.toString());
            annotations.put(UNCOMPRESSED_SIZE, Long.toString(writer.counted.count));
            var diffId = new DiffId(Digest.ofSha256(writer.diffHash));
            return new Layer(blob.commit(MediaTypes.OCI_LAYER_GZIP).with(annotations), diffId);
        }
    }

    private void add(Entry entry, InputStream content) throws IOException {
        tar.header(entry);
        if (!entry.is(Entry.Kind.FILE) || entry.size() == 0) {
            entries.add(describe(entry).build());
            return;
        }
        MessageDigest whole = Digest.sha256Hash();
        var chunks = new ArrayList<Json.ObjectBuilder>();
        for (long done = 0; done < entry.size(); done += CHUNK) {
            int length = (int) Math.min(CHUNK, entry.size() - done);
            members.endMember();
            long offset = members.written();
            byte[] chunk = content.readNBytes(length);
            if (chunk.length != length) throw new IOException("the layer's entry " + entry.path() + " ends too early");
            whole.update(chunk);
            counted.write(chunk);
            var json = done == 0 ? describe(entry) : Json.object().put("name", name(entry)).put("type", "chunk");
            json.put("offset", offset);
            if (done > 0) json.put("chunkOffset", done);
            if (length == CHUNK) json.put("chunkSize", length);
            chunks.add(json.put("chunkDigest", Digest.sha256(chunk).toString()));
        }
        tar.pad(entry.size());
        chunks.getFirst().put("digest", Digest.ofSha256(whole).toString());
        chunks.forEach(chunk -> entries.add(chunk.build()));
    }

    /// What the table says of an entry that is not about where it is.
    private static Json.ObjectBuilder describe(Entry entry) {
        var json = Json.object().put("name", name(entry)).put("type", type(entry));
        if (entry.size() > 0) json.put("size", entry.size());
        json.put("modtime", Instant.ofEpochSecond(entry.modified()).toString());
        if (!entry.link().isEmpty()) json.put("linkName", text(entry.link()));
        json.put("mode", entry.mode());
        if (entry.uid() != 0) json.put("uid", entry.uid());
        if (entry.gid() != 0) json.put("gid", entry.gid());
        if (entry.device().major() != 0) json.put("devMajor", entry.device().major());
        if (entry.device().minor() != 0) json.put("devMinor", entry.device().minor());
        if (!entry.attributes().isEmpty()) {
            var attributes = Json.object();
            entry.attributes().forEach((key, value) ->
                    attributes.put(key, Base64.getEncoder().encodeToString(value.bytes())));
            json.put("xattrs", attributes.build());
        }
        if (entry.is(Entry.Kind.FILE) && entry.size() == 0) json.put("digest", Digest.sha256(new byte[0]).toString());
        return json;
    }

    private static String type(Entry entry) {
        return switch (entry.kind()) {
            case FILE, WHITEOUT, OPAQUE -> "reg";
            case DIRECTORY -> "dir";
            case SYMLINK -> "symlink";
            case HARD_LINK -> "hardlink";
            case CHARACTER_DEVICE -> "char";
            case BLOCK_DEVICE -> "block";
            case FIFO -> "fifo";
        };
    }

    private static String name(Entry entry) {
        String name = text(Whiteout.tarName(entry));
        return entry.is(Entry.Kind.DIRECTORY) ? name + "/" : name;
    }

    /// Bytes of a name that are no text cannot stand in JSON.
    private static String text(String raw) {
        return new String(RawText.encode(raw), StandardCharsets.UTF_8);
    }

    /// Writes table and footer, and gives the digest of the table.
    private Digest finish(OutputStream target) throws IOException {
        members.endMember();
        long offset = members.written();
        byte[] toc = Json.object().put("version", 1).put("entries", Json.array(entries)).build().toBytes();
        tar.header(Entry.file(TOC, 0, 0, 0, toc.length, 0));
        counted.write(toc);
        tar.pad(toc.length);
        tar.end();
        members.endMember();
        target.write(footer(offset));
        return Digest.sha256(toc);
    }

    /// An empty gzip member whose extra field says where the table begins: 51 bytes, always at the end of the blob.
    static byte[] footer(long offset) {
        byte[] field = String.format(Locale.ROOT, "%016xSTARGZ", offset).getBytes(StandardCharsets.US_ASCII);
        byte[] head = {0x1f, (byte) 0x8b, 8, 4, 0, 0, 0, 0, 0, (byte) 0xff, 26, 0, 'S', 'G', 22, 0};
        byte[] footer = new byte[head.length + field.length + 13];
        System.arraycopy(head, 0, footer, 0, head.length);
        System.arraycopy(field, 0, footer, head.length, field.length);
        byte[] empty = {1, 0, 0, (byte) 0xff, (byte) 0xff};
        System.arraycopy(empty, 0, footer, head.length + field.length, empty.length);
        return footer;
    }

    /// Whether a layer is one already, as its descriptor says.
    static boolean isOne(Layer layer) {
        return Optional.ofNullable(layer.descriptor().annotations().get(TOC_DIGEST)).isPresent();
    }

    private static final class Counted extends java.io.FilterOutputStream {
        private long count;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
