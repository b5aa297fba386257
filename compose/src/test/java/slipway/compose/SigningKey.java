package slipway.compose;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/// An OpenPGP key made for a test.
public final class SigningKey {

    private static final Instant CREATED = Instant.parse("2020-01-01T00:00:00Z");

    private final PGPKeyPair pair;
    private final byte[] publicRing;

    private SigningKey(PGPKeyPair pair, byte[] publicRing) {
        this.pair = pair;
        this.publicRing = publicRing;
    }

    public static SigningKey create() {
        try {
            var generator = new Ed25519KeyPairGenerator();
            generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
            var pair = new BcPGPKeyPair(PublicKeyPacket.VERSION_4, PublicKeyAlgorithmTags.EDDSA_LEGACY,
                    generator.generateKeyPair(),
                    Date.from(CREATED));
            var rings = new PGPKeyRingGenerator(PGPSignature.POSITIVE_CERTIFICATION, pair, "test",
                    new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1), null, null,
                    new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256), null);
            return new SigningKey(pair, rings.generatePublicKeyRing().getEncoded());
        } catch (PGPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The public key in a binary keyring file.
    public Path writeRing(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, publicRing);
    }

    public String armoredRing() throws IOException {
        return armored(publicRing, new ByteArrayOutputStream());
    }

    /// The text in a cleartext signature of SHA-256 by all these keys.
    public static String clearSign(String text, List<SigningKey> keys) {
        return clearSign(text, keys, HashAlgorithmTags.SHA256);
    }

    public static String clearSign(String text, List<SigningKey> keys, int hash) {
        try {
            String body = text.stripTrailing();
            var signatures = new ByteArrayOutputStream();
            for (SigningKey key : keys) {
                var generator = new PGPSignatureGenerator(
                        new BcPGPContentSignerBuilder(key.pair.getPublicKey().getAlgorithm(), hash),
                        key.pair.getPublicKey());
                generator.init(PGPSignature.CANONICAL_TEXT_DOCUMENT, key.pair.getPrivateKey());
                String canonical = String.join("\r\n", body.lines().map(String::stripTrailing).toList());
                generator.update(canonical.getBytes(StandardCharsets.UTF_8));
                generator.generate().encode(signatures);
            }
            String escaped = String.join("\n", body.lines().map(line -> line.startsWith("-") ? "- " + line : line).toList());
            return "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n" + escaped + "\n"
                    + armored(signatures.toByteArray(), new ByteArrayOutputStream());
        } catch (PGPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String armored(byte[] bytes, ByteArrayOutputStream text) throws IOException {
        try (var out = ArmoredOutputStream.builder().clearHeaders().build(text)) {
            out.write(bytes);
        }
        return text.toString(StandardCharsets.US_ASCII);
    }
}
