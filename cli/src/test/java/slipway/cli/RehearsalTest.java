package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What the JVM learns from must be what commands do when all goes well.
class RehearsalTest {

    @Test
    void goesWellWhereItShould() throws IOException {
        var codes = Rehearsal.run();
        boolean runsProcesses = "root".equals(System.getProperty("user.name"));
        codes.forEach((line, code) -> {
            boolean wrongOnPurpose = line.matches("versoin|version --wrong|inspect missing|rmi .*|.*/Broken .*|compose .*|build --check .*");
            boolean needsMore = line.contains("/Steps ") && !runsProcesses;
            if (wrongOnPurpose || needsMore) assertThat(code).as(line).isNotEqualTo(70);
            else assertThat(code).as(line).isZero();
        });
        assertThat(codes).isNotEmpty();
    }
}
