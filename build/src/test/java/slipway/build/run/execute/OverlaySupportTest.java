package slipway.build.run.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlaySupportTest {
    @TempDir
    Path directory;

    @Test
    void triesAndLeavesNothing() throws IOException {
        assumeTrue(Privileges.current().problem().isEmpty(), "needs root, or root of a user namespace");

        assertThat(OverlaySupport.probe(directory)).isEmpty();

        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }
}
