package slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipway.diagnostics.SlipwayException;

final class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64",
        "LINUX/X86_64, linux/amd64",
        "x86-64, linux/amd64",
        "linux/amd64/v1, linux/amd64",
        "linux/amd64/v2, linux/amd64/v2",
        "aarch64, linux/arm64",
        "linux/arm64/v8, linux/arm64",
        "linux/arm64/8, linux/arm64",
        "linux/arm64/v9, linux/arm64/v9",
        "arm, linux/arm/v7",
        "linux/arm/6, linux/arm/v6",
        "armhf, linux/arm/v7",
        "armel, linux/arm/v6",
        "i686, linux/386",
        "macos/arm64, darwin/arm64",
        "windows/amd64, windows/amd64",
        "linux/riscv64, linux/riscv64"
    })
    void hasANormalForm(String written, String normal) {
        assertThat(Platform.parse(written)).hasToString(normal);
        assertThat(Platform.parse(normal)).isEqualTo(Platform.parse(written));
    }

    @Test
    void anOperatingSystemAloneMeansThisArchitecture() {
        assertThat(Platform.parse("linux")).isEqualTo(Platform.local());
        assertThat(Platform.parse("windows").architecture()).isEqualTo(Platform.local().architecture());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "linux/", "/amd64", "linux/amd64/v1/x", "linux amd64", "linux/amd64\n", "a/b/"})
    void whatIsNoPlatformIsRefused(String text) {
        assertThatThrownBy(() -> Platform.parse(text)).isInstanceOf(SlipwayException.BadInput.class);
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64, linux/amd64, true",
        "linux/amd64, linux/amd64/v2, false",
        "linux/amd64/v3, linux/amd64/v2, true",
        "linux/amd64/v3, linux/amd64, true",
        "linux/amd64, linux/arm64, false",
        "linux/amd64, windows/amd64, false",
        "linux/arm/v7, linux/arm/v6, true",
        "linux/arm/v6, linux/arm/v7, false",
        "linux/arm64/v9, linux/arm64, true",
        "linux/arm64, linux/arm64/v9, false",
        "linux/ppc64le, linux/ppc64le/power9, false",
        "linux/ppc64le/power9, linux/ppc64le/power9, true",
        "linux/amd64, unknown/unknown, false"
    })
    void acceptsWhatRunsOnIt(String wanted, String offered, boolean accepted) {
        assertThat(Platform.parse(wanted).accepts(Platform.parse(offered))).isEqualTo(accepted);
    }

    @Test
    void anIndexGivesTheBestThatWouldDo() {
        List<Descriptor> offered = Stream.of("unknown/unknown", "linux/arm/v5", "linux/arm/v6", "linux/arm/v7",
                "linux/amd64")
                .map(name -> Descriptor.of(MediaTypes.OCI_MANIFEST, Digest.ofUtf8(name), 1).with(Platform.parse(name)))
                .toList();
        Index index = Index.of(offered, new LinkedHashMap<>());
        assertThat(index.select(Platform.parse("linux/arm/v7"))).contains(offered.get(3));
        assertThat(index.select(Platform.parse("linux/arm/v8"))).contains(offered.get(3));
        assertThat(index.select(Platform.parse("linux/arm/v6"))).contains(offered.get(2));
        assertThat(index.select(Platform.parse("linux/amd64/v4"))).contains(offered.get(4));
        assertThat(index.select(Platform.parse("linux/s390x"))).isEmpty();
    }
}
