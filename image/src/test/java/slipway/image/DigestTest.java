package slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.diagnostics.SlipwayException;

final class DigestTest {

    /// The digest of no bytes, which the specification of SHA-256 gives.
    private static final String EMPTY = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void isTheHashOfBytes() {
        assertThat(Digest.ofUtf8("")).hasToString(EMPTY).isEqualTo(Digest.parse(EMPTY));
        assertThat(Digest.parse(EMPTY).shortHex()).isEqualTo("e3b0c44298fc");
        assertThat(Digest.parse(EMPTY).matches(Digest.sha256Hash())).isTrue();
        assertThat(Digest.ofUtf8("x").matches(Digest.sha256Hash())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "sha256", "sha256:", "sha256:e3", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", "SHA256:e3b0c442",
        "sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
        "sha256:../../../../../../../../../../../../../../../../../../../../etc/pass",
        "sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    })
    void whatIsNoDigestIsRefused(String text) {
        assertThatThrownBy(() -> Digest.parse(text)).isInstanceOf(SlipwayException.BadInput.class);
    }

    /// The example of the OCI image specification's rule: a chain is the hash of the chain below, a space and the layer.
    @Test
    void aChainNamesAStackOfLayers() {
        DiffId bottom = new DiffId(Digest.ofUtf8("bottom"));
        DiffId top = new DiffId(Digest.ofUtf8("top"));
        assertThat(ChainId.of(List.of())).isEmpty();
        assertThat(ChainId.of(List.of(bottom)))
                .hasValueSatisfying(chain -> assertThat(chain.digest()).isEqualTo(bottom.digest()));
        assertThat(ChainId.of(List.of(bottom, top))).contains(new ChainId(Digest.ofUtf8(bottom + " " + top)));
        assertThat(ChainId.of(List.of(bottom, top))).contains(ChainId.of(bottom).plus(top));
    }
}
