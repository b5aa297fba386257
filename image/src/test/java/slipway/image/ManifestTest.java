package slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.diagnostics.SlipwayException;

final class ManifestTest {

    private static final Digest A = Digest.ofUtf8("a");
    private static final Digest B = Digest.ofUtf8("b");

    @Test
    void isWrittenInTheOrderOfTheSpecification() {
        Manifest manifest = Manifest.oci(Descriptor.of(MediaTypes.OCI_CONFIG, A, 2),
                List.of(Descriptor.of(MediaTypes.OCI_LAYER_GZIP, B, 3)))
                .withAnnotations(new LinkedHashMap<>(Map.of("k", "v")));
        assertThat(text(manifest.toBytes())).isEqualTo("{\"schemaVersion\":2,"
                + "\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"" + A
                        + "\",\"size\":2},"
                + "\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"" + B
                        + "\",\"size\":3}],"
                + "\"annotations\":{\"k\":\"v\"}}");
        assertThat(Manifest.parse(manifest.toBytes())).isEqualTo(manifest);
    }

    @Test
    void dockersSchemaTwoReadsTheSame() {
        Manifest manifest = Manifest.parse(bytes("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.DOCKER_MANIFEST
                + "\",\"config\":{\"mediaType\":\"" + MediaTypes.DOCKER_CONFIG + "\",\"size\":7,\"digest\":\"" + A
                        + "\"},\"layers\":[{\"mediaType\":\""
                + MediaTypes.DOCKER_LAYER_GZIP + "\",\"size\":9,\"digest\":\"" + B + "\"}]}"));
        assertThat(manifest.mediaType()).isEqualTo(MediaTypes.DOCKER_MANIFEST);
        assertThat(manifest.config()).isEqualTo(Descriptor.of(MediaTypes.DOCKER_CONFIG, A, 7));
        assertThat(manifest.layers()).containsExactly(Descriptor.of(MediaTypes.DOCKER_LAYER_GZIP, B, 9));
    }

    @Test
    void keepsSubjectAndArtifactType() {
        Manifest manifest = Manifest.parse(bytes("{\"schemaVersion\":2,\"artifactType\":\"a/b\",\"config\":{\"digest\":\""
                + A
                + "\",\"size\":1},\"layers\":[],\"subject\":{\"mediaType\":\"m\",\"digest\":\"" + B + "\",\"size\":5}}"));
        assertThat(manifest.artifactType()).contains("a/b");
        assertThat(manifest.subject()).contains(Descriptor.of("m", B, 5));
        assertThat(Manifest.parse(manifest.toBytes())).isEqualTo(manifest);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "{", "[]", "{}", "null", "{\"config\":1}", "{\"config\":{}}", "{\"config\":{\"digest\":\"x\",\"size\":1}}",
        "{\"config\":{\"digest\":\"@\"}}", "{\"config\":{\"digest\":\"@\",\"size\":-1}}",
                "{\"config\":{\"digest\":\"@\",\"size\":1e3}}",
        "{\"config\":{\"digest\":\"@\",\"size\":99999999999999999999}}", "{\"config\":{\"digest\":\"@\",\"size\":\"1\"}}",
        "{\"config\":{\"digest\":\"@\",\"size\":1},\"layers\":{}}",
                "{\"config\":{\"digest\":\"@\",\"size\":1},\"layers\":[null]}",
        "{\"config\":{\"digest\":\"@\",\"size\":1},\"manifests\":[]}",
        "{\"config\":{\"digest\":\"@\",\"size\":1},\"layers\":[],\"layers\":[]}",
        "{\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"config\":{\"digest\":\"@\",\"size\":1}}",
        "{\"schemaVersion\":1,\"fsLayers\":[]}"
    })
    void whatIsNoManifestIsCorrupt(String text) {
        assertThatThrownBy(() -> Manifest.parse(bytes(text.replace("@", A.toString()))))
                .isInstanceOf(SlipwayException.CorruptData.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\"manifests\":{}}", "{\"manifests\":[1]}", "{\"manifests\":[],\"config\":{}}",
                "{\"manifests\":[],\"layers\":[]}",
        "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"manifests\":[]}", "[]",
                "{\"manifests\":[{\"digest\":\"@\"}]}"
    })
    void whatIsNoIndexIsCorrupt(String text) {
        assertThatThrownBy(() -> Index.parse(bytes(text.replace("@", A.toString()))))
                .isInstanceOf(SlipwayException.CorruptData.class);
    }

    @Test
    void anIndexKeepsItsBytes() {
        byte[] raw = bytes("{ \"manifests\" : [ ] ,\n\"annotations\":{\"a\":\"b\"}}");
        Index index = Index.parse(raw);
        assertThat(index.raw()).isEqualTo(raw);
        assertThat(index.descriptor()).isEqualTo(Descriptor.of(MediaTypes.OCI_INDEX, raw));
        assertThat(index.annotations()).containsExactly(Map.entry("a", "b"));
    }

    @Test
    void anImageIsOneManifestWithItsOwnConfiguration() {
        byte[] config = ImageConfig.empty(Platform.of("linux", "amd64")).toBytes();
        Manifest manifest = Manifest.oci(Descriptor.of(MediaTypes.OCI_CONFIG, config), List.of());
        assertThat(Image.of(manifest.toBytes(), config).id()).isEqualTo(Digest.sha256(config));
        byte[] other = ImageConfig.empty(Platform.of("linux", "arm64")).toBytes();
        assertThatThrownBy(() -> Image.of(manifest.toBytes(), other)).isInstanceOf(SlipwayException.CorruptData.class);
        Manifest more = Manifest.oci(manifest.config(), List.of(Descriptor.of(MediaTypes.OCI_LAYER, A, 1)));
        assertThatThrownBy(() -> Image.of(more.toBytes(), config)).isInstanceOf(SlipwayException.CorruptData.class)
                .hasMessageContaining("1 layers");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
