package slipway.bake.evaluate;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/// Functions that hash, name and decrypt.
final class SecretFunctions {

    private static final int DEFAULT_COST = 10;
    private static final int MAX_COST = 16;

    private static final Map<String, String> NAMESPACES = Map.of(
            "dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
            "oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
            "x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8");

    static final List<Function> ALL = List.of(
            Function.of("bcrypt", "str:string, cost:number...", SecretFunctions::bcrypt),
            Function.of("md5", "str:string", in -> Value.of(hash("MD5", in.text(0)))),
            Function.of("rsadecrypt", "ciphertext:string, privatekey:string", SecretFunctions::decrypt),
            Function.of("sha1", "str:string", in -> Value.of(hash("SHA-1", in.text(0)))),
            Function.of("sha256", "str:string", in -> Value.of(hash("SHA-256", in.text(0)))),
            Function.of("sha512", "str:string", in -> Value.of(hash("SHA-512", in.text(0)))),
            Function.of("uuidv4", "", _ -> Value.of(UUID.randomUUID().toString())),
            Function.of("uuidv5", "namespace:string, name:string", SecretFunctions::named));

    private SecretFunctions() {}

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(String algorithm, String text) {
        return HexFormat.of().formatHex(digest(algorithm, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Value bcrypt(Inputs in) {
        if (in.size() > 2) throw new FunctionFailed("takes no more than two arguments");
        int cost = in.size() == 2 ? in.integer(1) : DEFAULT_COST;
        if (cost < 4 || cost > MAX_COST) throw FunctionFailed.at(1, "the cost must be between 4 and " + MAX_COST);
        byte[] password = in.text(0).getBytes(StandardCharsets.UTF_8);
        if (password.length > 72) throw FunctionFailed.at(0, "bcrypt takes no more than 72 bytes");
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return Value.of(OpenBSDBCrypt.generate("2a", password, salt, cost));
    }

    /// RFC 4122, 4.3: the namespace's bytes and the name, hashed.
    private static Value named(Inputs in) {
        String namespace = NAMESPACES.getOrDefault(in.text(0), in.text(0));
        if (!namespace.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}")) {
            throw FunctionFailed.at(0, "neither dns, url, oid or x500 nor a UUID");
        }
        byte[] space = HexFormat.of().parseHex(namespace.replace("-", ""));
        byte[] name = in.text(1).getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[space.length + name.length];
        System.arraycopy(space, 0, both, 0, space.length);
        System.arraycopy(name, 0, both, space.length, name.length);
        byte[] hash = digest("SHA-1", both);
        hash[6] = (byte) (hash[6] & 0x0f | 0x50);
        hash[8] = (byte) (hash[8] & 0x3f | 0x80);
        String hex = HexFormat.of().formatHex(hash, 0, 16);
        return Value.of(hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    }

    private static Value decrypt(Inputs in) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, key(in.text(1)));
            byte[] plain = cipher.doFinal(Base64.getDecoder().decode(in.text(0)));
            return Value.of(new String(plain, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw FunctionFailed.at(0, "not base64");
        } catch (GeneralSecurityException | IOException e) {
            throw new FunctionFailed("cannot be decrypted with this key");
        }
    }

    private static PrivateKey key(String pem) throws IOException, GeneralSecurityException {
        try (var reader = new PemReader(new StringReader(pem))) {
            PemObject object = reader.readPemObject();
            if (object == null) throw FunctionFailed.at(1, "not a key in PEM form");
            byte[] encoded = object.getContent();
            if (object.getType().equals("RSA PRIVATE KEY")) {
                encoded = new PrivateKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption),
                        org.bouncycastle.asn1.ASN1Primitive.fromByteArray(encoded)).getEncoded();
            }
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        }
    }
}
