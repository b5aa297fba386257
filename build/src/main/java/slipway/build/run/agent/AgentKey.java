package slipway.build.run.agent;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/// A key that can sign.
///
/// @param kind its name in SSH: `ssh-ed25519`
/// @param identity the public half, as SSH writes it
/// @param comment what it is called
record AgentKey(String kind, byte[] identity, String comment, PrivateKey secret) {

    static final String ED25519 = "ssh-ed25519";
    static final String RSA = "ssh-rsa";
    static final String ECDSA = "ecdsa-sha2-";

    /// What an RSA signature is made with, as a request says (section 3.6.1 of the protocol).
    private static final int SHA_256 = 2;
    private static final int SHA_512 = 4;

    /// A signature of some data, with the name of how it was made before it.
    ///
    /// @param flags of the request
    byte[] sign(byte[] data, long flags) throws GeneralSecurityException {
        if (kind.equals(RSA)) {
            if ((flags & SHA_512) != 0) return named("rsa-sha2-512", raw("SHA512withRSA", data));
            if ((flags & SHA_256) != 0) return named("rsa-sha2-256", raw("SHA256withRSA", data));
            return named(RSA, raw("SHA1withRSA", data));
        }
        if (kind.equals(ED25519)) return named(ED25519, raw("Ed25519", data));
        String hash = switch (kind.substring(ECDSA.length())) {
            case "nistp256" -> "SHA256";
            case "nistp384" -> "SHA384";
            default -> "SHA512";
        };
        byte[] both = raw(hash + "withECDSAinP1363Format", data);
        var numbers = new Wire.Writer();
        numbers.big(new BigInteger(1, both, 0, both.length / 2));
        numbers.big(new BigInteger(1, both, both.length / 2, both.length / 2));
        return named(kind, numbers.toBytes());
    }

    private byte[] raw(String algorithm, byte[] data) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(secret);
        signature.update(data);
        return signature.sign();
    }

    private static byte[] named(String name, byte[] signature) {
        return new Wire.Writer().string(name).string(signature).toBytes();
    }
}
