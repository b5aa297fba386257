package slipway.compose.mirror;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// A text with an OpenPGP signature around it: the cleartext signature framework, RFC 9580 section 7.
///
/// Only the text between the markers is ever handed out, and only after a signature of a known key has proved to be of
/// exactly that text. Anything outside the markers is refused, so that nothing unsigned can be slipped in.
final class ClearSigned {

    private static final String HEADER = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String END = "-----END PGP SIGNATURE-----";

    private static final Set<Integer> STRONG =
            Set.of(HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);

    private ClearSigned() {}

    /// The text, once a signature by a key of the ring holds.
    ///
    /// @param name what the message is called in errors
    /// @throws SlipwayException.CorruptData when no signature does
    static String verify(byte[] message, Keyring keyring, String name) throws IOException {
        List<String> lines = new String(message, StandardCharsets.UTF_8).lines().toList();
        int at = 0;
        while (at < lines.size() && lines.get(at).isBlank()) at++;
        if (at == lines.size() || !lines.get(at).equals(HEADER)) throw corrupt(name + " is not signed");
        at++;
        while (at < lines.size() && !lines.get(at).isBlank()) {
            if (!lines.get(at).startsWith("Hash: ")) {
                throw corrupt(name + " has an armor header that it may not have: " + lines.get(at));
            }
            at++;
        }
        at++;
        var body = new ArrayList<String>();
        while (at < lines.size() && !lines.get(at).equals(SIGNATURE)) {
            String line = lines.get(at++);
            if (line.startsWith("-") && !line.startsWith("- ")) {
                throw corrupt(name + " is not well signed: an unescaped line begins with a dash");
            }
            body.add(line.startsWith("- ") ? line.substring(2) : line);
        }
        int end = lines.indexOf(END);
        boolean framed = at < lines.size() && end > at
                && lines.subList(end + 1, lines.size()).stream().allMatch(String::isBlank);
        if (!framed) throw corrupt(name + " is not well signed: its signature is cut off, or something follows it");
        String armored = String.join("\n", lines.subList(at, end + 1)) + "\n";
        check(canonical(body), signatures(armored, name), keyring, name);
        return String.join("\n", body) + "\n";
    }

    /// Trailing blanks do not count, and lines end in CR LF, but for the last.
    private static byte[] canonical(List<String> body) {
        return String.join("\r\n", body.stream().map(line -> line.replaceFirst("[ \t\r]+$", "")).toList())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<PGPSignature> signatures(String armored, String name) {
        var signatures = new ArrayList<PGPSignature>();
        try (var in = ArmoredInputStream.builder()
                .build(new ByteArrayInputStream(armored.getBytes(StandardCharsets.US_ASCII)))) {
            var objects = new PGPObjectFactory(in, new BcKeyFingerprintCalculator());
            for (Object object = objects.nextObject(); object != null; object = objects.nextObject()) {
                if (object instanceof PGPSignatureList list) list.forEach(signatures::add);
            }
        } catch (IOException | RuntimeException e) {
            throw new SlipwayException.CorruptData(
                    Problem.of("the signature of " + name + " cannot be read: " + e.getMessage()), e);
        }
        return signatures;
    }

    private static void check(byte[] text, List<PGPSignature> signatures, Keyring keyring, String name) {
        var unknown = new TreeSet<String>();
        boolean wrong = false;
        for (PGPSignature signature : signatures) {
            boolean usable = signature.getSignatureType() == PGPSignature.CANONICAL_TEXT_DOCUMENT
                    || signature.getSignatureType() == PGPSignature.BINARY_DOCUMENT;
            if (!usable || !STRONG.contains(signature.getHashAlgorithm())) continue;
            try {
                var key = keyring.signer(signature);
                if (key.isPresent() && holds(signature, key.get(), text)) return;
                if (key.isPresent()) wrong = true;
                else unknown.add(String.format(Locale.ROOT, "%016X", signature.getKeyID()));
            } catch (PGPException | RuntimeException e) {
                wrong = true;
            }
        }
        if (wrong) throw corrupt("the signature of " + name + " does not hold: the text is not what was signed");
        String made = unknown.isEmpty() ? "" : " (signed by " + String.join(", ", unknown) + ")";
        throw new SlipwayException.CorruptData(Problem.of("the signature of " + name + " is by no key of the keyring" + made)
                .hint("use the archive keyring of that release: `keyring:` in the composition, or Signed-By of the source"));
    }

    private static boolean holds(PGPSignature signature, PGPPublicKey key, byte[] text) throws PGPException {
        signature.init(new BcPGPContentVerifierBuilderProvider(), key);
        signature.update(text);
        return signature.verify();
    }

    private static SlipwayException.CorruptData corrupt(String message) {
        return new SlipwayException.CorruptData(Problem.of(message));
    }
}
