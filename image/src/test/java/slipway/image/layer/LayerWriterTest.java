package slipway.image.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static slipway.image.layer.TarText.dir;
import static slipway.image.layer.TarText.file;
import static slipway.image.layer.TarText.write;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;

class LayerWriterTest {

    private final HeapStore store = new HeapStore();
    private final LayerOptions options = LayerOptions.at(1000);

    /// One of everything, with names, numbers and attributes that need extended headers.
    static Entry[] everything() {
        var attributes = new TreeMap<String, Attribute>();
        attributes.put("security.capability", new Attribute(HexFormat.of().parseHex("0100000200040000000000000000000000000000")));
        attributes.put("user.empty", new Attribute(new byte[0]));
        Entry first = file("a/first", 700).withAttributes(attributes);
        return new Entry[] {
            dir("a"),
            Entry.opaque("a"),
            new Entry("a/block", Entry.Kind.BLOCK_DEVICE, 0660, 0, 6, 0, 2, "", new Entry.Device(8, 1), new TreeMap<>(), Optional.empty()),
            new Entry("a/char", Entry.Kind.CHARACTER_DEVICE, 0666, 0, 0, 0, 2, "", new Entry.Device(4095, 1048575), new TreeMap<>(), Optional.empty()),
            new Entry("a/fifo", Entry.Kind.FIFO, 0600, 3000000, 3000001, 0, -5, "", Entry.Device.NONE, new TreeMap<>(), Optional.empty()),
            first,
            Entry.whiteout("a/gone"),
            Entry.symlink("a/link", "../".repeat(50) + "über", 1, 2, 3),
            Entry.hardLink("a/second", first),
            dir("a".repeat(99)),
            dir("a".repeat(99) + "/" + "b".repeat(99)),
            file("a".repeat(99) + "/" + "b".repeat(99) + "/" + "c".repeat(99), 512),
            dir("d".repeat(99)),
            file("d".repeat(99) + "/e", 0).withMode(04755),
            file("grüße", 3),
            file("raw\udcff\udc80name", 513),
        };
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.FieldSource("slipway.image.layer.Compression#DIRECT")
    void whatIsWrittenIsRead(Compression compression) throws IOException {
        var written = write(store, new LayerOptions(compression, 1000), everything());
        assertThat(TarText.entries(written.layer(), store)).containsExactlyElementsOf(
                written.index().entries().stream().map(LayerWriterTest::asInTar).toList());
        assertThat(LayerIndex.of(written.layer(), store)).isEqualTo(written.index());
        assertThat(written.layer().descriptor().mediaType()).isEqualTo(compression.mediaType());
    }

    /// A tar says nothing of the digest of a hard link.
    private static Entry asInTar(Entry entry) {
        if (!entry.is(Entry.Kind.HARD_LINK)) return entry;
        return new Entry(entry.path(), entry.kind(), entry.mode(), entry.uid(), entry.gid(), 0, entry.modified(), entry.link(),
                entry.device(), entry.attributes(), Optional.empty());
    }

    @Test
    void anotherReaderSeesTheSame() throws IOException {
        var written = write(store, options, everything());
        var names = new ArrayList<String>();
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(store.open(written.layer().descriptor())), "ISO-8859-1")) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                names.add(e.getName() + " " + (char) e.getLinkFlag() + " " + Integer.toOctalString(e.getMode()) + " " + e.getLongUserId()
                        + ":" + e.getLongGroupId() + " " + e.getSize() + " " + e.getLastModifiedTime().toMillis() / 1000);
            }
        }
        assertThat(names).startsWith("a/ 5 755 0:0 0 1", "a/.wh..wh..opq 0 0 0:0 0 0", "a/block 4 660 0:6 0 2")
                .contains("a/fifo 6 600 3000000:3000001 0 -5", "a/.wh.gone 0 0 0:0 0 0", "a/second 1 644 0:0 0 1",
                        "d".repeat(99) + "/e 0 4755 0:0 0 1")
                .hasSize(everything().length);
    }

    @Test
    void theSameEntriesGiveTheSameBytes() {
        assertThat(write(store, options, everything())).isEqualTo(write(new HeapStore(), options, everything()));
    }

    @Test
    void timesAfterTheEpochAreClamped() {
        var written = write(store, options, dir("a").withModified(1001), file("a/b", 1).withModified(999));
        assertThat(written.index().entries()).extracting(Entry::modified).containsExactly(1000L, 999L);
    }

    @Test
    void filesCarryTheDigestOfTheirBytes() {
        var written = write(store, options, file("f", 10), Entry.hardLink("g", file("f", 10)));
        Digest expected = Digest.sha256(TarText.content(file("f", 10)));
        assertThat(written.index().entries()).extracting(e -> e.content().orElseThrow()).containsExactly(expected, expected);
    }

    @Test
    void theTarHasNothingOfTheMachine() throws IOException {
        var written = write(store, new LayerOptions(Compression.NONE, 0), file("f", 0));
        byte[] tar = store.read(written.layer().descriptor());
        assertThat(tar).hasSize(3 * 512);
        assertThat(new String(tar, 0, 512, StandardCharsets.ISO_8859_1).replace('\0', '.'))
                .isEqualTo("f" + ".".repeat(99) + "0000644.0000000.0000000.00000000000.00000000000.007343. 0" + ".".repeat(100)
                        + "ustar.00" + ".".repeat(64) + "0000000.0000000." + ".".repeat(167));
    }

    @Test
    void orderIsKept() {
        assertThatThrownBy(() -> write(store, options, dir("b"), dir("a"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write(store, options, dir("a"), dir("a"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write(store, options, file("a/b", 1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write(store, options, dir("a"), dir("a.b"), dir("a/b"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write(store, options, file("a", 0), file("a/b", 1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> write(store, options, Entry.hardLink("a", file("b", 1)))).isInstanceOf(IllegalArgumentException.class);
        write(store, options, dir("a"), dir("a/b"), dir("a.b"), dir("ab"));
    }

    @Test
    void aFileThatChangesIsAnError() {
        for (int size : List.of(0, 4, 6)) {
            assertThatThrownBy(() -> {
                try (var writer = LayerWriter.open(store, options)) {
                    writer.add(file("etc", size), () -> new ByteArrayInputStream(new byte[5]));
                }
            }).isInstanceOf(SlipwayException.BadInput.class).hasMessage("/etc changed while it was read");
        }
        assertThatThrownBy(() -> {
            try (var writer = LayerWriter.open(store, options)) {
                writer.add(file("etc", 5).withContent(Digest.ofUtf8("other")), () -> new ByteArrayInputStream(new byte[5]));
            }
        }).isInstanceOf(SlipwayException.BadInput.class);
    }

    @Test
    void aFileNamedLikeAWhiteoutIsRefused() {
        assertThatThrownBy(() -> write(store, options, file(".wh.a", 1))).isInstanceOf(SlipwayException.BadInput.class);
    }
}
