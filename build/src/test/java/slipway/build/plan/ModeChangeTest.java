package slipway.build.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import slipway.diagnostics.SlipwayException;

/// A line of `mode-changes.txt` is a case: a change, and what BuildKit made of six files with it.
class ModeChangeTest {

    private static final List<Integer> DIRECTORIES = List.of(07711, 0);
    private static final List<Integer> FILES = List.of(0644, 0, 06754, 01641);

    @TestFactory
    Stream<DynamicTest> changesWhatBuildKitChanges() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/mode-changes.txt"));
        assertThat(lines).hasSizeGreaterThan(70);
        return lines.stream().filter(line -> !line.startsWith("#")).map(line -> line.split(" \\| "))
                .map(parts -> DynamicTest.dynamicTest(parts[0], () -> assertThat(outcome(parts[0])).isEqualTo(parts[1])));
    }

    private static String outcome(String text) {
        try {
            ModeChange change = ModeChange.parse(text);
            return Stream.concat(DIRECTORIES.stream().map(mode -> change.apply(mode, ModeChange.Of.DIRECTORY)),
                            FILES.stream().map(mode -> change.apply(mode, ModeChange.Of.OTHER)))
                    .map("%04o"::formatted).collect(Collectors.joining(" "));
        } catch (SlipwayException.BadInput refused) {
            return "refused";
        }
    }

    @Test
    void directoriesOnTheWayGetPermissionsAndNoMore() {
        assertThat(Stream.of("2770", "7", "07777", "u=rwX,go=", "+t").map(ModeChange::parse).map(ModeChange::newDirectory))
                .containsExactly(0770, 07, 0777, 0755, 0755);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> ModeChange.parse("u+q")).hasMessageContaining("'u+q'");
        assertThatThrownBy(() -> ModeChange.parse("888")).hasMessageContaining("between 0 and 07777");
        assertThatThrownBy(() -> ModeChange.parse("u" + "+x".repeat(100_000))).isInstanceOf(SlipwayException.BadInput.class);
    }
}
