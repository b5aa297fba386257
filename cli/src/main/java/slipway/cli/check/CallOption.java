package slipway.cli.check;

import java.util.List;
import java.util.Optional;
import slipway.cli.spec.Arguments;
import slipway.cli.spec.Option;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;

/// What `--call` and `--check` ask for.
public record CallOption(Method method, Format format) {

    public static final Option CHECK = Option.flag("--check",
            "Check the Dockerfile and build nothing; the same as --call=check");
    public static final Option CALL = Option.value("--call METHOD[,format=json]",
            "What to do with the Dockerfile: build it, check it, list its targets, outline what a build can be given "
                    + "(build, check, targets, outline, subrequests.describe)");

    /// What is to be done with the Dockerfile, besides building it.
    public enum Method {
        CHECK,
        TARGETS,
        OUTLINE,
        DESCRIBE
    }

    /// How the answer is printed.
    public enum Format {
        TEXT,
        JSON
    }

    private static final List<String> NAMES = List.of("build", "check", "outline", "targets", "subrequests.describe");

    /// What the options say; nothing if a build is wanted.
    public static Optional<CallOption> of(Arguments arguments) {
        Optional<String> call = arguments.value(CALL);
        if (call.isEmpty()) {
            return arguments.has(CHECK) ? Optional.of(new CallOption(Method.CHECK, Format.TEXT)) : Optional.empty();
        }
        List<String> parts = List.of(call.get().split(",", -1));
        Optional<CallOption> read = method(parts.getFirst()).map(method -> new CallOption(method, format(parts)));
        if (arguments.has(CHECK) && read.filter(asked -> asked.method == Method.CHECK).isEmpty()) {
            throw new SlipwayException.Usage(Problem.of("--check and --call=" + call.get() + " ask for different things"));
        }
        return read;
    }

    private static Optional<Method> method(String name) {
        return switch (name) {
            case "build" -> Optional.empty();
            case "check", "lint" -> Optional.of(Method.CHECK);
            case "targets" -> Optional.of(Method.TARGETS);
            case "outline" -> Optional.of(Method.OUTLINE);
            case "subrequests.describe" -> Optional.of(Method.DESCRIBE);
            default -> throw new SlipwayException.Usage(Problem.of("--call has no method " + name)
                    .hint(Suggestion.didYouMean(name, NAMES).orElse("the methods are " + String.join(", ", NAMES))));
        };
    }

    private static Format format(List<String> parts) {
        Format format = Format.TEXT;
        for (String part : parts.subList(1, parts.size())) {
            format = switch (part) {
                case "format=json" -> Format.JSON;
                case "format=text" -> Format.TEXT;
                default -> throw new SlipwayException.Usage(Problem.of("--call has no option " + part)
                        .hint("format=text and format=json are known"));
            };
        }
        return format;
    }
}
