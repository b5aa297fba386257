package slipway.image.gzip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Pins the compressed bytes. If this fails, every layer that is built gets another digest: caches and registries hold none
/// of them yet, and images built before cannot be reproduced. A change of these values says in its commit why it may.
class GoldenGzipTest {

    @Test
    void theCompressedBytesAreTheseForEver() throws IOException, NoSuchAlgorithmException {
        Map<String, byte[]> inputs = new TreeMap<>();
        inputs.put("empty", new byte[0]);
        inputs.put("mixed", Samples.mixed(1, 2_000_000));
        inputs.put("noise", Samples.noise(2, 700_000));
        inputs.put("records", Samples.records(3, 1_500_000));
        inputs.put("short", Samples.text(4, 100));
        inputs.put("text", Samples.text(5, 1_200_000));
        inputs.put("zeros", Samples.zeros(3_000_000));
        Map<String, String> digests = new TreeMap<>();
        for (var input : inputs.entrySet()) {
            var out = new ByteArrayOutputStream();
            try (var gzip = ParallelGzipStream.to(out, Runnable::run, 1)) {
                gzip.write(input.getValue());
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(out.toByteArray());
            digests.put(input.getKey(), out.size() + " " + HexFormat.of().formatHex(digest));
        }
        assertThat(digests).containsExactlyInAnyOrderEntriesOf(Map.of("empty", ""));
    }
}
