package slipway.build.remote;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// What `--checksum` demands of a downloaded file: `sha256:…`, and beyond what others take `sha384:…` and `sha512:…`.
///
/// @param hex in lower case
public record Checksum(String algorithm, String hex) {

    private static final Map<String, Integer> LENGTHS = Map.of("sha256", 64, "sha384", 96, "sha512", 128);

    /// @throws SlipwayException.BadInput when it is not a checksum
    public static Checksum parse(String text) {
        String[] parts = text.split(":", 2);
        if (parts.length < 2) throw bad(text, "it has no algorithm");
        Integer length = LENGTHS.get(parts[0]);
        if (length == null) throw bad(text, "its algorithm is unknown");
        if (!parts[1].matches("[0-9a-f]*")) throw bad(text, "it is not in lower-case hexadecimal digits");
        if (parts[1].length() != length) throw bad(text, "a " + parts[0] + " has " + length + " digits and not "
                + parts[1].length());
        return new Checksum(parts[0], parts[1]);
    }

    private static SlipwayException.BadInput bad(String text, String why) {
        return new SlipwayException.BadInput(Problem.of("invalid checksum " + text + ": " + why)
                .hint("write sha256: and 64 digits, as sha256sum prints them"));
    }

    /// A new computation of such a checksum.
    MessageDigest hash() {
        try {
            return MessageDigest.getInstance("SHA-" + algorithm.substring(3));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-2", e);
        }
    }

    /// The checksum of what went into a hash of this algorithm.
    Checksum of(MessageDigest hash) {
        return new Checksum(algorithm, HexFormat.of().formatHex(hash.digest()));
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
