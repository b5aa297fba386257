package slipway.build.run.agent;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// A file with a private key that has no passphrase: Ed25519, RSA or ECDSA in OpenSSH's own form, or RSA in the older ones
/// (PKCS #1 and #8).
public final class KeyFile {

    private static final int MAX_BYTES = 1 << 16;
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern ARMOUR = Pattern.compile(
            "-----BEGIN ([A-Z ]*PRIVATE KEY)-----\\s(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Map<String, String> CURVES = Map.of(
            "nistp256", "secp256r1", "nistp384", "secp384r1", "nistp521", "secp521r1");

    private final Path file;

    private KeyFile(Path file) {
        this.file = file;
    }

    /// Checks that there is a key that can be used.
    ///
    /// @throws SlipwayException.BadInput when there is none
    public static void check(Path file) throws IOException {
        read(file);
    }

    static AgentKey read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new SlipwayException.BadInput(Problem.of(file + " is a directory, and no key"));
        }
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES);
        }
        return new KeyFile(file).key(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private AgentKey key(String text) {
        Matcher armour = ARMOUR.matcher(text);
        if (!armour.find()) throw bad("has no private key in it", "name the file that ssh-keygen wrote, not the .pub");
        String kind = armour.group(1);
        if (kind.startsWith("ENCRYPTED") || armour.group(2).contains("ENCRYPTED")) throw locked();
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(armour.group(2));
            return switch (kind) {
                case "OPENSSH PRIVATE KEY" -> openSsh(bytes);
                case "RSA PRIVATE KEY" -> rsa(Pkcs1.read(bytes));
                case "PRIVATE KEY" -> rsa((RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                        .generatePrivate(new PKCS8EncodedKeySpec(bytes)));
                default -> throw unknown(kind);
            };
        } catch (Wire.BadWire | IllegalArgumentException | GeneralSecurityException | ClassCastException e) {
            throw new SlipwayException.BadInput(Problem.of("the key " + file + " is damaged or of an unknown kind")
                    .hint("rewrite it in OpenSSH's form with: ssh-keygen -p -N '' -f " + file), e);
        }
    }

    /// The form is described in OpenSSH's `PROTOCOL.key`.
    private AgentKey openSsh(byte[] bytes) throws GeneralSecurityException {
        if (!Arrays.equals(bytes, 0, Math.min(bytes.length, MAGIC.length), MAGIC, 0, MAGIC.length)) throw new Wire.BadWire();
        var outer = new Wire.Reader(Arrays.copyOfRange(bytes, MAGIC.length, bytes.length));
        if (!outer.text().equals("none")) throw locked();
        outer.string();
        outer.string();
        if (outer.number() != 1) throw unknown("several keys in one file");
        byte[] identity = outer.string();
        var inner = new Wire.Reader(outer.string());
        if (inner.number() != inner.number()) throw new Wire.BadWire();
        String kind = inner.text();
        PrivateKey secret = switch (kind) {
            case AgentKey.ED25519 -> ed25519(inner);
            case AgentKey.RSA -> rsaKey(inner);
            default -> {
                if (!kind.startsWith(AgentKey.ECDSA)) throw unknown(kind);
                yield ecdsa(inner);
            }
        };
        return new AgentKey(kind, identity, inner.text(), secret);
    }

    private static PrivateKey ed25519(Wire.Reader in) throws GeneralSecurityException {
        in.string();
        byte[] seedAndPublic = in.string();
        if (seedAndPublic.length != 64) throw new Wire.BadWire();
        var spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, Arrays.copyOf(seedAndPublic, 32));
        return KeyFactory.getInstance("Ed25519").generatePrivate(spec);
    }

    private static PrivateKey rsaKey(Wire.Reader in) throws GeneralSecurityException {
        BigInteger n = in.big();
        BigInteger e = in.big();
        BigInteger d = in.big();
        BigInteger inverse = in.big();
        BigInteger p = in.big();
        BigInteger q = in.big();
        var spec = new RSAPrivateCrtKeySpec(n, e, d, p, q, d.mod(p.subtract(BigInteger.ONE)),
                d.mod(q.subtract(BigInteger.ONE)), inverse);
        return KeyFactory.getInstance("RSA").generatePrivate(spec);
    }

    private PrivateKey ecdsa(Wire.Reader in) throws GeneralSecurityException {
        String curve = in.text();
        if (!CURVES.containsKey(curve)) throw unknown(curve);
        in.string();
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(CURVES.get(curve)));
        var spec = new ECPrivateKeySpec(in.big(), parameters.getParameterSpec(ECParameterSpec.class));
        return KeyFactory.getInstance("EC").generatePrivate(spec);
    }

    private AgentKey rsa(RSAPrivateCrtKey secret) {
        byte[] identity = new Wire.Writer().string(AgentKey.RSA).big(secret.getPublicExponent()).big(secret.getModulus())
                .toBytes();
        return new AgentKey(AgentKey.RSA, identity, file.getFileName().toString(), secret);
    }

    private SlipwayException.BadInput locked() {
        return bad("has a passphrase", "add it to an agent with ssh-add, and give that with --ssh default");
    }

    private SlipwayException.BadInput unknown(String kind) {
        return bad("is of a kind that is not supported: " + kind,
                "Ed25519, RSA and ECDSA are, as ssh-keygen writes them; add others to an agent with ssh-add");
    }

    private SlipwayException.BadInput bad(String what, String hint) {
        return new SlipwayException.BadInput(Problem.of("the key " + file + " " + what).hint(hint));
    }
}
