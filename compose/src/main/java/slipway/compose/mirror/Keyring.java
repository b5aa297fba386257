package slipway.compose.mirror;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// The OpenPGP keys whose signatures are believed. RFC 4880, RFC 9580.
public final class Keyring {

    private static final long MAX_BYTES = 16L << 20;

    private final List<PGPPublicKeyRing> rings;

    private Keyring(List<PGPPublicKeyRing> rings) {
        this.rings = List.copyOf(rings);
    }

    /// The keys of some keyring files, binary or armored, and of an embedded key.
    ///
    /// @throws SlipwayException.BadInput when there is none, or one that is no keyring
    public static Keyring read(SuiteSource.Trust trust) throws IOException {
        var rings = new ArrayList<PGPPublicKeyRing>();
        for (Path file : trust.files()) {
            if (!Files.isReadable(file)) {
                throw new SlipwayException.BadInput(Problem.of("the keyring " + file + " is not there")
                        .hint("install the distribution's archive keyring, or name one with `keyring:`"));
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new SlipwayException.BadInput(Problem.of("too large for a keyring: " + file));
            }
            addAll(rings, Files.readAllBytes(file), file.toString());
        }
        if (trust.embedded().isPresent()) {
            addAll(rings, trust.embedded().get().getBytes(StandardCharsets.UTF_8), "the key in the source list");
        }
        if (rings.isEmpty()) {
            throw new SlipwayException.BadInput(Problem.of("there is no keyring to check the mirror's signature with")
                    .hint("install the distribution's archive keyring (for Debian: debian-archive-keyring),\n"
                            + "or name a keyring file with `keyring:` in the composition"));
        }
        return new Keyring(rings);
    }

    private static void addAll(List<PGPPublicKeyRing> rings, byte[] bytes, String name) throws IOException {
        try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(bytes))) {
            new PGPPublicKeyRingCollection(in, new BcKeyFingerprintCalculator()).getKeyRings().forEachRemaining(rings::add);
        } catch (PGPException | IOException | RuntimeException e) {
            throw new SlipwayException.BadInput(Problem.of("not an OpenPGP keyring: " + name), e);
        }
    }

    /// The key that made a signature, if it is here and was good when it did: neither revoked nor expired, and, when it is a
    /// subkey, bound to its primary key for signing.
    Optional<PGPPublicKey> signer(PGPSignature signature) throws PGPException {
        for (PGPPublicKeyRing ring : rings) {
            PGPPublicKey key = ring.getPublicKey(signature.getKeyID());
            if (key != null && isGood(ring.getPublicKey(), signature) && isGood(key, signature)
                    && isBound(ring.getPublicKey(), key)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    private static boolean isGood(PGPPublicKey key, PGPSignature signature) {
        long made = signature.getCreationTime().getTime() / 1000;
        long created = key.getCreationTime().getTime() / 1000;
        long valid = key.getValidSeconds();
        return !key.hasRevocation() && created <= made && (valid == 0 || made <= created + valid);
    }

    private static boolean isBound(PGPPublicKey primary, PGPPublicKey key) throws PGPException {
        if (key.isMasterKey()) return true;
        Iterator<PGPSignature> bindings = key.getSignaturesOfType(PGPSignature.SUBKEY_BINDING);
        while (bindings.hasNext()) {
            PGPSignature binding = bindings.next();
            if (binding.getKeyID() != primary.getKeyID() || !binding.hasSubpackets()) continue;
            boolean signs = (binding.getHashedSubPackets().getKeyFlags() & KeyFlags.SIGN_DATA) != 0;
            binding.init(new BcPGPContentVerifierBuilderProvider(), primary);
            if (signs && binding.verifyCertification(primary, key)) return true;
        }
        return false;
    }
}
