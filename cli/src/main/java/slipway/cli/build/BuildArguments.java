package slipway.cli.build;

import static slipway.cli.build.BuildOptions.BUILD_ARG;
import static slipway.cli.build.BuildOptions.BUILD_ARG_FILE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import slipway.cli.Call;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;

/// Values for `ARG`s: those of the files that `--build-arg-file` names, in their order, then those of `--build-arg`. The
/// last word on a name counts.
final class BuildArguments {

    /// An argument that many tools find in the environment, so it comes from there, too.
    private static final String EPOCH = "SOURCE_DATE_EPOCH";

    private BuildArguments() {}

    static SequencedMap<String, String> read(Call call) throws IOException {
        var arguments = new LinkedHashMap<String, String>();
        for (String name : call.arguments().values(BUILD_ARG_FILE)) addAll(name, call, arguments);
        for (String option : call.arguments().values(BUILD_ARG)) {
            if (option.isEmpty() || option.startsWith("=")) {
                throw new SlipwayException.Usage(Problem.of("--build-arg " + option + " has no name"));
            }
            add(option, call, arguments);
        }
        call.variable(EPOCH).ifPresent(value -> arguments.putIfAbsent(EPOCH, value));
        return arguments;
    }

    /// A line of such a file is empty, a comment that begins with `#`, or as the option's value is.
    private static void addAll(String name, Call call, SequencedMap<String, String> arguments) throws IOException {
        Path file = call.path(name);
        if (!Files.isRegularFile(file)) throw new SlipwayException.BadInput(Problem.of("there is no file " + name)
                .hint("--build-arg-file is relative to the current directory"));
        Source source = TextFiles.read(name, file);
        int start = 0;
        for (String line : source.text().split("\n", -1)) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                if (text.startsWith("=")) throw new SlipwayException.BadInput(Problem.at(source,
                        new Span(start, start + line.length()), "a build argument has no name"));
                add(text, call, arguments);
            }
            start += line.length() + 1;
        }
    }

    /// `NAME=VALUE`, or `NAME` for the value that the environment has.
    private static void add(String text, Call call, SequencedMap<String, String> arguments) {
        int equals = text.indexOf('=');
        if (equals > 0) arguments.put(text.substring(0, equals), text.substring(equals + 1));
        else call.variable(text).ifPresent(value -> arguments.put(text, value));
    }
}
