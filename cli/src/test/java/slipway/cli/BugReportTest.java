package slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BugReportTest {

    @Test
    void keepsAReportWithoutWhatIsTheUsersOwn() throws IOException {
        var bug = new IllegalStateException("an impossible thing");
        String message = BugReport.write(bug, List.of("build", "--build-arg", "TOKEN=abc", "--label=secret=1", "-t", "mine", "."));
        Matcher file = Pattern.compile("attach (.*)").matcher(message);
        assertThat(message).startsWith("error: this is a bug in slipway: IllegalStateException: an impossible thing\n");
        assertThat(file.find()).isTrue();
        Path report = Path.of(file.group(1));
        try {
            assertThat(Files.readString(report))
                    .contains("command: slipway build --build-arg … --label=… -t … …", "an impossible thing", "BugReportTest")
                    .doesNotContain("TOKEN", "secret", "mine");
        } finally {
            Files.delete(report);
        }
    }
}
