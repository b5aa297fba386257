package slipway.dockerfile.parse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.diagnostics.Suggestion;
import slipway.dockerfile.Comment;
import slipway.dockerfile.GoDuration;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Pragma;

/// Finds pragmas among the comments that stand directly above an instruction.
///
/// Only a comment that has the form of a pragma is one; then its words must be known, for a misspelt one would do nothing
/// and nobody would notice.
final class PragmaReader {

    private static final Pattern FORM = Pattern.compile("#[ \\t]*slipway:[ \\t]*([a-z][a-z-]*)(?:[ \\t]*=[ \\t]*(\\S+))?");
    private static final String NO_CACHE = "no-cache";
    private static final String CACHE_TTL = "cache-ttl";

    private final Source source;
    private final List<Pragma> waiting = new ArrayList<>();

    PragmaReader(Source source) {
        this.source = source;
    }

    /// Something came between: what was said above it is not said of what follows.
    void forget() {
        if (!waiting.isEmpty()) throw misplaced(waiting.getFirst());
    }

    void add(Comment comment) {
        Matcher matcher = FORM.matcher(source.text(comment.span()));
        if (matcher.matches()) waiting.add(pragma(matcher, comment.span()));
    }

    /// The pragmas for the instruction that comes now.
    List<Pragma> take() {
        List<Pragma> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /// Makes sure that the instruction is one that pragmas can be for.
    void check(Instruction instruction) {
        boolean hasSteps = instruction instanceof Instruction.Run || instruction instanceof Instruction.Transfer
                || instruction instanceof Instruction.From;
        List<Pragma> pragmas = instruction.head().pragmas();
        if (!hasSteps && !pragmas.isEmpty()) throw misplaced(pragmas.getFirst());
    }

    private Pragma pragma(Matcher matcher, Span span) {
        String name = matcher.group(1);
        Optional<String> value = Optional.ofNullable(matcher.group(2));
        return switch (name) {
            case NO_CACHE -> {
                if (value.isPresent()) {
                    throw error(span, "the pragma no-cache takes no value", "write # slipway: no-cache");
                }
                yield new Pragma.NoCache(span);
            }
            case CACHE_TTL -> new Pragma.CacheTtl(value.flatMap(GoDuration::parse).filter(time -> time > 0)
                    .map(Duration::ofNanos).orElseThrow(() -> error(span, "the pragma cache-ttl needs a length of time",
                            "write for example # slipway: cache-ttl=24h")), span);
            default -> throw error(span, "there is no pragma " + name,
                    Suggestion.didYouMean(name, List.of(NO_CACHE, CACHE_TTL))
                            .orElse("no-cache and cache-ttl=TIME are known"));
        };
    }

    private SlipwayException.BadInput misplaced(Pragma pragma) {
        return error(pragma.span(), "this pragma is for nothing",
                "it stands directly above a RUN, COPY or ADD, or above the FROM of a stage");
    }

    private SlipwayException.BadInput error(Span span, String message, String hint) {
        return new SlipwayException.BadInput(Problem.at(source, span, message).hint(hint));
    }
}
