package slipway.registry.transport;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Certificates and private keys from PEM files (RFC 7468).
final class Pem {

    private static final int LARGEST = 16 << 20;
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    /// What stands before an RSA key of PKCS #1 when it is dressed as PKCS #8: version 0, algorithm rsaEncryption.
    private static final byte[] RSA_HEADER = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private Pem() {}

    /// All certificates of a file, of which there must be one.
    static List<X509Certificate> certificates(Path file) throws GeneralSecurityException {
        var factory = CertificateFactory.getInstance("X.509");
        var found = new ArrayList<X509Certificate>();
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            if (!block.group(1).endsWith("CERTIFICATE")) continue;
            try {
                if (factory.generateCertificate(
                        new ByteArrayInputStream(der(block))) instanceof X509Certificate x509) found.add(x509);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                throw new SlipwayException.BadInput(
                        Problem.of("a certificate in " + file + " cannot be read: " + e.getMessage()), e);
            }
        }
        if (found.isEmpty()) {
            throw new SlipwayException.BadInput(Problem.of("no certificate in " + file).hint("PEM is expected"));
        }
        return found;
    }

    static PrivateKey privateKey(Path file) {
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return key(file, der(block));
                }
                case "RSA PRIVATE KEY" -> {
                    return key(file, asPkcs8(der(block)));
                }
                default -> {}
            }
        }
        throw new SlipwayException.BadInput(Problem.of("no private key that can be read in " + file)
                .hint("an unencrypted PKCS #8 key is expected: openssl pkcs8 -topk8 -nocrypt -in old.key -out new.key"));
    }

    private static PrivateKey key(Path file, byte[] pkcs8) {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException another) {
                continue;
            }
        }
        throw new SlipwayException.BadInput(Problem.of("the private key in " + file + " is of no known kind")
                .hint("RSA, EC and EdDSA are known"));
    }

    private static byte[] asPkcs8(byte[] pkcs1) {
        var inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA_HEADER);
        inner.writeBytes(der(0x04, pkcs1));
        return der(0x30, inner.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] digits = new java.math.BigInteger(Integer.toString(length)).toByteArray();
            int from = digits[0] == 0 ? 1 : 0;
            out.write(0x80 | (digits.length - from));
            out.write(digits, from, digits.length - from);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] der(Matcher block) {
        return Base64.getMimeDecoder().decode(block.group(2).strip());
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new SlipwayException.BadInput(Problem.of(file + " is too large for a PEM file"));
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new SlipwayException.BadInput(Problem.of("cannot read " + file + ": " + e.getMessage()), e);
        }
    }
}
