package slipway.check.rules;

import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import slipway.check.Finding;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.Step;
import slipway.check.view.Use;
import slipway.check.view.View;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;
import slipway.dockerfile.pattern.IgnoreFile;
import slipway.dockerfile.pattern.IgnoreRule;

/// `COPY` or `ADD` of something that `.dockerignore` leaves out of the context.
///
/// Where `.dockerignore` has exceptions (`!`), a directory that it names may have files left, and nothing is reported.
public final class CopyIgnoredFile implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("CopyIgnoredFile",
            "Attempting to Copy file that is excluded by .dockerignore", RuleInfo.Tag.CORRECTNESS);

    private static final Pattern REMOTE = Pattern.compile("(?i)^(?:https?://|git@|ssh://|git://).*", Pattern.DOTALL);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        IgnoreFile ignored = view.given().ignored();
        if (ignored.isEmpty() || ignored.rules().stream().anyMatch(r -> r.effect() == IgnoreRule.Effect.INCLUDE)) return;
        for (Step step : view.steps()) {
            if (!(step.instruction() instanceof Instruction.Transfer transfer) || !isOfContext(transfer)) continue;
            for (Word source : transfer.sources()) {
                Use use = step.use(source);
                if (REMOTE.matcher(use.text()).matches()) continue;
                String path = clean(use.text());
                if (path.startsWith("/") || path.startsWith("..") || path.equals(".") || !ignored.excludes(path)) continue;
                report.accept(new Finding(INFO, "Attempting to " + name(transfer) + " file " + GoText.quoted(path)
                        + " that is excluded by .dockerignore", use.place(), step.statement()));
            }
        }
    }

    private static boolean isOfContext(Instruction.Transfer transfer) {
        return !(transfer instanceof Instruction.Copy copy) || copy.from().isEmpty();
    }

    private static String name(Instruction.Transfer transfer) {
        return switch (transfer) {
            case Instruction.Copy _ -> "Copy";
            case Instruction.Add _ -> "Add";
        };
    }

    /// The path without `.`, `..` and slashes that change nothing.
    private static String clean(String path) {
        var parts = new ArrayDeque<String>();
        for (String part : path.split("/")) {
            if (part.isEmpty() || part.equals(".")) continue;
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) parts.removeLast();
            else if (!part.equals("..") || !path.startsWith("/")) parts.addLast(part);
        }
        String joined = String.join("/", parts);
        if (path.startsWith("/")) return "/" + joined;
        return joined.isEmpty() ? "." : joined;
    }
}
