package slipway.cli.progress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// How large the terminal's window is.
public record WindowSize(int columns, int rows) {

    /// Asks `stty`, which asks the terminal that belongs to this process. Absent when there is none.
    static Optional<WindowSize> asked() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII).strip();
            if (stty.waitFor() != 0 || !answer.matches("[1-9]\\d{0,3} [1-9]\\d{0,3}")) return Optional.empty();
            String[] numbers = answer.split(" ");
            return Optional.of(new WindowSize(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[0])));
        } catch (IOException e) {
            return Optional.empty(); // No terminal, or no stty: the size stays what it was.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
