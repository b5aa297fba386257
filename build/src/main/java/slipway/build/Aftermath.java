package slipway.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Looks at a step whose process has failed, while its files are still there. The build waits for it.
public interface Aftermath {

    /// Looks at nothing.
    Aftermath NONE = (_, _, _) -> { };

    /// @param step as shown
    /// @param failure what is wrong
    void look(String step, String failure, Scene scene) throws IOException;

    /// Where a process failed: its files as it left them, its environment, its mounts and its user. What is done there is
    /// kept in no layer.
    interface Scene {

        /// What the process was started as.
        List<String> arguments();

        /// Runs a program there, on a terminal.
        ///
        /// @return its exit code; 127 if there is no such program
        int run(List<String> arguments, Path terminal) throws IOException;
    }
}
