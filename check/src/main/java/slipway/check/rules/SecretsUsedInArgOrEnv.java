package slipway.check.rules;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import slipway.check.Finding;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.Step;
import slipway.check.view.View;
import slipway.diagnostics.Span;
import slipway.dockerfile.Instruction;

/// `ARG` or `ENV` with the name of a secret. Both stay in the image's history or config for everybody to read.
public final class SecretsUsedInArgOrEnv implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("SecretsUsedInArgOrEnv",
            "Sensitive data should not be used in the ARG or ENV commands", RuleInfo.Tag.SECURITY);

    private static final Pattern SECRET = words("apikey|auth|credentials?|key|password|pword|passwd|secret|token");
    private static final Pattern HARMLESS = words("public|file|version");

    /// One of these words in a name, with nothing or `_` around it, in any case.
    private static Pattern words(String words) {
        return Pattern.compile("(?i)(?:_|^)(?:" + words + ")(?:_|$)");
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        for (Step step : view.steps()) {
            if (step.instruction() instanceof Instruction.Arg arg) {
                for (Instruction.Declaration declared : arg.declarations()) {
                    check("ARG", declared.name().text(), declared.name().span(), step, report);
                }
            } else if (step.instruction() instanceof Instruction.Env env) {
                for (Instruction.Pair pair : env.pairs()) {
                    check("ENV", step.use(pair.key()).text(), pair.key().span(), step, report);
                }
            }
        }
    }

    private static void check(String instruction, String name, Span span, Step step, Consumer<Finding> report) {
        if (!SECRET.matcher(name).find() || HARMLESS.matcher(name).find()) return;
        String message = "Do not use ARG or ENV instructions for sensitive data (" + instruction + " " + GoText.quoted(name)
                + ")";
        report.accept(new Finding(INFO, message, step.place(span), step.statement()));
    }
}
