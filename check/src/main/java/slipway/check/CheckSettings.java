package slipway.check;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Span;
import slipway.diagnostics.Suggestion;
import slipway.check.view.View;
import slipway.dockerfile.Word;

/// What `# check=` says: `skip=A,B;error=true;experimental=C`, in any order; of a part that is repeated the last one counts.
/// What stands behind a space is for readers.
///
/// @param skip rules that are not run; experimental ones run when they are asked for, whatever this says
/// @param experimental experimental rules that run all the same
public record CheckSettings(Selection skip, Selection experimental, Outcome outcome) {

    /// The build argument that counts instead of the file's directive, even if it is empty.
    public static final String ARGUMENT = "BUILDKIT_DOCKERFILE_CHECK";

    /// What findings do to a build.
    public enum Outcome {
        WARN,
        FAIL
    }

    private static final CheckSettings USUAL = new CheckSettings(Selection.none(), Selection.none(), Outcome.WARN);
    private static final Set<String> OPTIONS = Set.of("skip", "error", "experimental");

    /// What holds where nothing is said.
    public static CheckSettings usual() {
        return USUAL;
    }

    /// The settings of a file: those of the build argument, else those of the directive at its top.
    ///
    /// A value that is none is a [SlipwayException.BadInput] that points at the directive, or a
    /// [SlipwayException.Usage] about the argument.
    public static CheckSettings of(View view) {
        Optional<String> argument = Optional.ofNullable(view.given().arguments().get(ARGUMENT));
        if (argument.isPresent()) {
            return read(argument.get(), (_, message, hint) ->
                    new SlipwayException.Usage(Problem.of("--build-arg " + ARGUMENT + ": " + message).hint(hint)));
        }
        Optional<Word> directive = view.file().directive("check");
        if (directive.isEmpty()) return USUAL;
        int start = directive.get().span().start();
        return read(directive.get().text().split("\\s", 2)[0], (part, message, hint) -> {
            var place = new Span(start + part.start(), start + part.end());
            return new SlipwayException.BadInput(new Problem(message,
                    Optional.of(new Location(view.source(), place)), Optional.of(hint)));
        });
    }

    /// The settings in a comment; none if the comment is about something else.
    static Optional<CheckSettings> ofComment(String comment) {
        String squeezed = comment.stripLeading();
        if (!squeezed.matches("(?is)check\\s*=.*")) return Optional.empty();
        String value = squeezed.substring(squeezed.indexOf('=') + 1).strip().split("\\s", 2)[0];
        try {
            return Optional.of(read(value, (_, message, _) -> new SlipwayException.BadInput(Problem.of(message))));
        } catch (SlipwayException.BadInput aboutSomethingElse) {
            return Optional.empty();
        }
    }

    private interface Mistake {
        SlipwayException about(Span part, String message, String hint);
    }

    private static CheckSettings read(String text, Mistake mistake) {
        if (text.isBlank()) return USUAL;
        Selection skip = Selection.none();
        Selection experimental = Selection.none();
        Outcome outcome = Outcome.WARN;
        int at = 0;
        for (String part : text.split(";", -1)) {
            var place = new Span(at, at + part.length());
            at = place.end() + 1;
            int equals = part.indexOf('=');
            String option = (equals < 0 ? part : part.substring(0, equals)).strip();
            if (equals < 0 || !OPTIONS.contains(option)) {
                throw mistake.about(place, "check has no option " + (option.isEmpty() ? "without a name" : option),
                        Suggestion.didYouMean(option, OPTIONS)
                                .orElse("write skip=RULE,…, error=true or experimental=RULE,… with ; between them"));
            }
            String value = part.substring(equals + 1).strip();
            switch (option) {
                case "skip" -> skip = selection(value);
                case "experimental" -> experimental = selection(value);
                default -> outcome = switch (value) {
                    case "1", "t", "T", "true", "TRUE", "True" -> Outcome.FAIL;
                    case "0", "f", "F", "false", "FALSE", "False" -> Outcome.WARN;
                    default -> throw mistake.about(place, "error must be true or false, and is " + value,
                            "error=true makes findings fail the build");
                };
            }
        }
        return new CheckSettings(skip, experimental, outcome);
    }

    private static Selection selection(String value) {
        if (value.equals("all")) return Selection.all();
        return Selection.of(Arrays.stream(value.split(",")).map(String::strip).filter(name -> !name.isEmpty())
                .collect(Collectors.toSet()));
    }

    boolean runs(RuleInfo rule) {
        return switch (rule.maturity()) {
            case STABLE -> !skip.contains(rule);
            case EXPERIMENTAL -> experimental.contains(rule);
        };
    }
}
