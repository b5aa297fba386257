package slipway.check.rules;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.check.Edit;
import slipway.check.Finding;
import slipway.check.Fix;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.View;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Instruction.From;
import slipway.dockerfile.Stage;

/// `FROM … as`: two keywords of one instruction in different case.
///
/// Where `From` itself is in neither case, [ConsistentInstructionCasing] says enough.
public final class FromAsCasing implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck(
            "FromAsCasing", "The 'as' keyword should match the case of the 'from' keyword", RuleInfo.Tag.READABILITY);

    private static final Pattern AS = Pattern.compile("(?i)(?<=\\s)as(?=\\s)");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (Stage stage : view.file().stages()) {
            From from = stage.from();
            String keyword = from.keyword().text();
            Optional<Span> place = place(from, view.source());
            if (place.isEmpty() || Casing.of(keyword) == Casing.MIXED) continue;
            String as = view.source().text(place.get());
            String right = Casing.of(keyword).apply("as");
            if (as.equals(right)) continue;
            String message = "'" + as + "' and '" + keyword + "' keywords' casing do not match";
            report.accept(new Finding(INFO, message, place.get(), from.span())
                    .repairedBy(Fix.safe("Write " + right, new Edit(place.get(), right))));
        }
    }

    /// The `as` is the last word before the name; comments between continued lines may have some, too.
    private static Optional<Span> place(From from, Source source) {
        if (from.stageName().isEmpty()) return Optional.empty();
        int start = from.image().span().end();
        String between = source.text(new Span(start, from.stageName().get().span().start()));
        Matcher matcher = AS.matcher(between);
        Optional<Span> found = Optional.empty();
        for (int at = 0; matcher.find(at); at = matcher.end()) {
            int line = between.lastIndexOf('\n', matcher.start()) + 1;
            boolean comment = between.substring(line, matcher.start()).stripLeading().startsWith("#");
            if (!comment) found = Optional.of(new Span(start + matcher.start(), start + matcher.end()));
        }
        return found;
    }
}
