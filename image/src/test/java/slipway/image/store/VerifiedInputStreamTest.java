package slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;

final class VerifiedInputStreamTest {

    private static final byte[] BYTES = "0123456789".getBytes(StandardCharsets.UTF_8);
    private static final Descriptor BLOB = Descriptor.of("text/plain", BYTES);

    private static VerifiedInputStream over(String bytes) {
        return new VerifiedInputStream(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8)), BLOB);
    }

    @Test
    void givesTheBytesOut() throws IOException {
        try (var in = over("0123456789")) {
            assertThat(in.read()).isEqualTo('0');
            assertThat(in.skip(3)).isEqualTo(3);
            assertThat(in.available()).isEqualTo(6);
            assertThat(in.readAllBytes()).isEqualTo("456789".getBytes(StandardCharsets.UTF_8));
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.available()).isZero();
            assertThat(in.markSupported()).isFalse();
        }
    }

    /// A reader of a tar or of a compressed stream stops when it has what it needs, and never asks for the end.
    @Test
    void theLastBytesComeOnlyWhenAllAreRight() throws IOException {
        for (String wrong : new String[] {"012345678X", "X123456789", "0123456789+"}) {
            try (var in = over(wrong)) {
                assertThat(in.readNBytes(9)).hasSize(9);
                assertThatThrownBy(in::read).isInstanceOf(SlipwayException.CorruptData.class);
                assertThatThrownBy(in::read).isInstanceOf(SlipwayException.CorruptData.class);
            }
        }
    }

    @Test
    void anEarlyEndIsCorrupt() throws IOException {
        try (var in = over("012")) {
            assertThatThrownBy(in::readAllBytes).isInstanceOf(SlipwayException.CorruptData.class)
                    .hasMessageContaining("3 of 10");
        }
    }

    @Test
    void nothingIsVerifiedAsWell() throws IOException {
        Descriptor nothing = Descriptor.of("text/plain", new byte[0]);
        assertThat(new VerifiedInputStream(new ByteArrayInputStream(new byte[0]), nothing).read()).isEqualTo(-1);
        var more = new VerifiedInputStream(new ByteArrayInputStream(new byte[1]), nothing);
        assertThatThrownBy(more::read).isInstanceOf(SlipwayException.CorruptData.class);
    }

    @Test
    void largeBlobsAreNotReadAsSmallOnes() {
        Descriptor huge = Descriptor.of("text/plain", BLOB.digest(), 1L << 40);
        assertThatThrownBy(() -> VerifiedInputStream.readSmall(new ByteArrayInputStream(BYTES), huge))
                .isInstanceOf(SlipwayException.CorruptData.class);
    }
}
