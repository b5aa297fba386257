package slipway.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A builder that understands the command line of `docker buildx`.
interface Engine {

    /// A command that is run in a directory.
    ///
    /// @param words what follows the name of the program
    /// @param environment variables besides the usual ones
    record Call(Path directory, List<String> words, Map<String, String> environment, byte[] input) {}

    /// What differences call it.
    String name();

    /// Runs a command that builds something. Its progress goes to [Command.Answer#err] as BuildKit's `rawjson`, besides
    /// what else it says there.
    Command.Answer run(Call call) throws IOException, InterruptedException;
}
