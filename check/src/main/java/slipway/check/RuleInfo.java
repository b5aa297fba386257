package slipway.check;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What is known of a rule without running it.
///
/// @param name as in `# check=skip=NAME`, in the words of the bad pattern: `StageNameCasing`
/// @param summary one sentence about all findings of the rule; a finding's message is about one place
/// @param aliases names that the same rule has elsewhere, such as `DL3020`
public record RuleInfo(
        String name, Severity severity, Maturity maturity, String summary, List<String> aliases, Set<Tag> tags) {

    public RuleInfo {
        if (!name.matches("[A-Za-z][A-Za-z0-9-]*")) throw new IllegalArgumentException("not a rule's name: " + name);
        aliases = List.copyOf(aliases);
        tags = Set.copyOf(tags);
    }

    /// How bad it is, from worst to least.
    public enum Severity {
        ERROR,
        WARNING,
        INFO,
        STYLE
    }

    /// Whether a rule runs unless it is skipped, or only when it is asked for.
    public enum Maturity {
        STABLE,
        EXPERIMENTAL
    }

    /// What a rule is about.
    public enum Tag {
        /// Among the checks that `docker build --check` does, under the same name.
        BUILD_CHECK,
        CORRECTNESS,
        DEPRECATED,
        PORTABILITY,
        SECURITY,
        READABILITY
    }

    /// A stable check that `docker build --check` does, too.
    public static RuleInfo buildCheck(String name, String summary, Tag about) {
        return new RuleInfo(name, Severity.WARNING, Maturity.STABLE, summary, List.of(), Set.of(Tag.BUILD_CHECK, about));
    }

    /// The same rule, run only when it is asked for.
    public RuleInfo experimental() {
        return new RuleInfo(name, severity, Maturity.EXPERIMENTAL, summary, aliases, tags);
    }

    /// The name in lower case with hyphens, as in addresses and file names: `stage-name-casing`, `json-args-recommended`.
    public String slug() {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-").toLowerCase(Locale.ROOT);
    }

    /// Where the rule's page is, from the top of our documentation.
    public String page() {
        return "docs/rules/" + slug() + ".md";
    }

    /// Whether the rule goes by this name, here or elsewhere.
    public boolean isNamed(String other) {
        return name.equals(other) || aliases.contains(other);
    }
}
