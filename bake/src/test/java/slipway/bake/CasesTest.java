package slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Each case gives what is expected of it. `expected.json` is what `docker buildx bake --print` gave; what is wrong gives
/// the error in `error.txt`.
class CasesTest {

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return BakeCase.all().stream().map(one -> DynamicTest.dynamicTest(one.name(), () -> {
            boolean wrong = one.name().startsWith("error-");
            Path expected = one.folder().resolve(wrong ? "error.txt" : "expected.json");
            String result = one.run();
            boolean accept = wrong && System.getenv("SLIPWAY_ACCEPT") != null;
            if (accept) Files.writeString(expected, result);
            assertThat(expected).exists();
            assertThat(result).isEqualTo(Files.readString(expected));
        }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsPrintedIsADefinition() throws IOException {
        return BakeCase.all().stream().filter(one -> !one.name().startsWith("error-")).map(one ->
                DynamicTest.dynamicTest(one.name(), () -> {
                    String printed = one.run();
                    var again = Bake.read(java.util.List.of(slipway.diagnostics.Source.of("printed.json", printed)),
                            one.surroundings());
                    assertThat(again.resolve(java.util.List.of("default"), java.util.List.of()).print() + "\n")
                            .isEqualTo(printed);
                }));
    }
}
