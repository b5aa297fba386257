package slipway.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// The hash of some bytes, with the name of its algorithm: `sha256:` and 64 hexadecimal digits, or `sha512:` and 128.
///
/// OCI image specification, "Digests".
public record Digest(String algorithm, String hex) implements Comparable<Digest> {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

    public Digest {
        int length = switch (algorithm) {
            case "sha256" -> 64;
            case "sha512" -> 128;
            default -> throw new SlipwayException.BadInput(Problem.of("unsupported digest algorithm " + algorithm)
                    .hint("sha256 and sha512 are supported"));
        };
        if (hex.length() != length || !HEX.matcher(hex).matches()) {
            throw new SlipwayException.BadInput(Problem.of("not a " + algorithm + " digest: " + hex)
                    .hint(length + " lower-case hexadecimal digits are expected"));
        }
    }

    /// Reads `algorithm:hex`.
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new SlipwayException.BadInput(Problem.of("not a digest: " + text)
                    .hint("a digest looks like sha256:<64 hex digits>"));
        }
        return new Digest(text.substring(0, colon), text.substring(colon + 1));
    }

    public static Digest sha256(byte[] bytes) {
        return of(sha256Hash(), bytes);
    }

    public static Digest ofUtf8(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /// What a finished SHA-256 computation says.
    public static Digest ofSha256(MessageDigest finished) {
        return new Digest("sha256", HexFormat.of().formatHex(finished.digest()));
    }

    /// A fresh computation for digests of this one's algorithm.
    public MessageDigest newHash() {
        return algorithm.equals("sha512") ? hash("SHA-512") : sha256Hash();
    }

    public static MessageDigest sha256Hash() {
        return hash("SHA-256");
    }

    /// Whether a finished computation gave this digest.
    public boolean matches(MessageDigest finished) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(hex), finished.digest());
    }

    /// The first twelve digits: what lists show.
    public String shortHex() {
        return hex.substring(0, 12);
    }

    private static Digest of(MessageDigest hash, byte[] bytes) {
        hash.update(bytes);
        return ofSha256(hash);
    }

    private static MessageDigest hash(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }

    @Override
    public int compareTo(Digest other) {
        int byAlgorithm = algorithm.compareTo(other.algorithm);
        return byAlgorithm != 0 ? byAlgorithm : hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
