package slipway.conformance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import slipway.cli.CommandLine;
import slipway.cli.Console;
import slipway.diagnostics.ProblemPrinter;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;

/// Slipway's command line in this process, on a store of its own that knows the bases.
final class SlipwayEngine implements Engine {

    private final Map<String, String> environment;
    private final List<String> options;

    private SlipwayEngine(Map<String, String> environment, List<String> options) {
        this.environment = environment;
        this.options = List.copyOf(options);
    }

    /// An engine with a new store in `directory`.
    ///
    /// @param options of each build, such as `--executor=crun`
    static SlipwayEngine open(Path directory, Bases bases, String... options) throws IOException {
        Path root = directory.resolve("store");
        try (DirectoryStore store = DirectoryStore.open(root, Durability.UNSYNCED)) {
            bases.putInto(store);
        }
        var environment = Map.of("SLIPWAY_ROOT", root.toString(), "PATH", System.getenv("PATH"),
                "HOME", Files.createDirectory(directory.resolve("home")).toString(), "LC_ALL", "C.UTF-8");
        return new SlipwayEngine(environment, List.of(options));
    }

    @Override
    public String name() {
        return "slipway";
    }

    @Override
    public Command.Answer run(Call call) {
        var words = new ArrayList<>(List.of(call.words().getFirst()));
        if (!call.words().contains("-q")) words.add("--progress=rawjson");
        words.addAll(options);
        words.addAll(call.words().subList(1, call.words().size()));
        var variables = new TreeMap<>(environment);
        variables.putAll(call.environment());
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(new ByteArrayInputStream(call.input()), stream(out), stream(err), Console.Terminal.none(),
                ProblemPrinter.Colour.PLAIN);
        int status = new CommandLine(console, variables, call.directory(), InstantSource.system()).run(words);
        return new Command.Answer(status, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }
}
