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
        assertThat(digests).containsExactlyInAnyOrderEntriesOf(Map.of(
                "empty", "20 ac73670af3abed54ac6fb4695131f4099be9fbe39d6076c5d0264a6bbdae9d83",
                "mixed", "882892 569ee7354668b4be8b0fb5b04022fb49448983007706bdd33838fb7a2e5e59d5",
                "noise", "700130 29d9d2f148e1996f6ea4565a9cbe987df992d82b1162e5f127d48776253c8dfa",
                "records", "1257233 9fb49ff67b99f2679119752c10960a206bc454d66451f67bb21ba5722623dbc8",
                "short", "101 80808f01357f1962c9fb12e92ac8fde8510c7e117ff70e234ec8752a2fad96d6",
                "text", "342687 71724d82cfd1a12874d70dc7e0a51ae9fca69de50d4635c2c7da2a0133d5c37f",
                "zeros", "4120 13e25a26cd9fbf61d41dff4bf4f3a87c3fb2cee6fba4bc74947d3b7dcfa3110c"));
    }
}
