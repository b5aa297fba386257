package slipway.compose;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import slipway.image.Digest;

/// A signed mirror of one suite, in a directory.
public final class FixtureMirror {

    private final Path root;
    private final SigningKey key = SigningKey.create();
    private final List<DebBuilder> packages = new ArrayList<>();
    private String headers = "Origin: Debian\nSuite: stable\nCodename: bookworm\nVersion: 12.5\n"
            + "Date: Sat, 10 Feb 2024 10:00:00 UTC\nAcquire-By-Hash: yes\n";

    public FixtureMirror(Path root) {
        this.root = root;
    }

    public FixtureMirror add(DebBuilder... added) {
        packages.addAll(List.of(added));
        return this;
    }

    public FixtureMirror headers(String text) {
        headers = text;
        return this;
    }

    public FixtureMirror clear() {
        packages.clear();
        return this;
    }

    public SigningKey key() {
        return key;
    }

    public URI address() {
        return root.toUri();
    }

    public Path root() {
        return root;
    }

    public Path keyring() throws IOException {
        return key.writeRing(root.resolveSibling("keyring.gpg"));
    }

    public Path release() {
        return root.resolve("dists/bookworm/InRelease");
    }

    public Path deb(String name) {
        return root.resolve("pool/" + name + ".deb");
    }

    public Path index() {
        return root.resolve("dists/bookworm/main/binary-amd64/Packages.xz");
    }

    /// Writes everything as it is now.
    public FixtureMirror publish() throws IOException {
        var index = new StringBuilder();
        for (DebBuilder item : packages) {
            byte[] bytes = item.build();
            Files.createDirectories(deb(item.name()).getParent());
            Files.write(deb(item.name()), bytes);
            index.append(item.control()).append("Filename: pool/").append(item.name()).append(".deb\nSize: ")
                    .append(bytes.length)
                    .append("\nSHA256: ").append(Digest.sha256(bytes).hex()).append("\n\n");
        }
        var compressed = new ByteArrayOutputStream();
        try (OutputStream out = new XZOutputStream(compressed, new LZMA2Options(0))) {
            out.write(index.toString().getBytes(StandardCharsets.UTF_8));
        }
        Files.createDirectories(index().getParent());
        Files.write(index(), compressed.toByteArray());
        String release = headers + "SHA256:\n " + Digest.sha256(compressed.toByteArray()).hex() + " " + compressed.size()
                + " main/binary-amd64/Packages.xz\n";
        Files.writeString(release(), SigningKey.clearSign(release, List.of(key)));
        return this;
    }
}
