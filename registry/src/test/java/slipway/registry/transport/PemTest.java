package slipway.registry.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import slipway.diagnostics.SlipwayException;

class PemTest {

    /// What PKCS #8 puts before an RSA key of 2048 bits.
    private static final int HEADER = 26;

    @TempDir
    Path directory;

    private Path pem(String kind, byte[] der) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(directory.resolve("key.pem"),
                "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static PrivateKey key(String algorithm, int size) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        return generator.generateKeyPair().getPrivate();
    }

    @Test
    void keysOfSeveralKinds() throws Exception {
        for (PrivateKey key : new PrivateKey[] {key("RSA", 2048), key("EC", 256), key("Ed25519", 255)}) {
            assertThat(Pem.privateKey(pem("PRIVATE KEY", key.getEncoded())).getEncoded()).as(key.getAlgorithm())
                    .isEqualTo(key.getEncoded());
        }
    }

    @Test
    void theOldFormOfRsa() throws Exception {
        byte[] pkcs8 = key("RSA", 2048).getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, HEADER, pkcs8.length);
        assertThat(Pem.privateKey(pem("RSA PRIVATE KEY", pkcs1)).getEncoded()).isEqualTo(pkcs8);
    }

    @Test
    void whatIsNoKeyIsSaidToBeNone() throws Exception {
        for (String kind : new String[] {"PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "EC PRIVATE KEY"}) {
            Path file = pem(kind, new byte[] {1, 2, 3});
            assertThatThrownBy(() -> Pem.privateKey(file)).isInstanceOf(SlipwayException.BadInput.class)
                    .hasMessageContaining(file.toString());
        }
    }
}
