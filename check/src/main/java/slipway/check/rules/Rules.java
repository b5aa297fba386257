package slipway.check.rules;

import java.util.List;
import java.util.Optional;
import slipway.check.Rule;
import slipway.check.RuleInfo;

/// All rules there are.
public final class Rules {

    private static final List<Rule> ALL = List.of(
            new ConsistentInstructionCasing(),
            new CopyIgnoredFile(),
            new DuplicateStageName(),
            new ExposeInvalidFormat(),
            new ExposeProtoCasing(),
            new FromAsCasing(),
            new FromPlatformFlagConstDisallowed(),
            new InvalidBaseImagePlatform(),
            new InvalidDefaultArgInFrom(),
            new InvalidDefinitionDescription(),
            new JSONArgsRecommended(),
            new LegacyKeyValueFormat(),
            new MaintainerDeprecated(),
            new MultipleInstructionsDisallowed(),
            new NoEmptyContinuation(),
            new RedundantTargetPlatform(),
            new ReservedStageName(),
            new SecretsUsedInArgOrEnv(),
            new StageNameCasing(),
            new UndefinedArgInFrom(),
            new UndefinedVar(),
            new WorkdirRelativePath());

    private Rules() {}

    /// Sorted by name.
    public static List<Rule> all() {
        return ALL;
    }

    /// Those that `docker build --check` has, too, and that every build runs.
    public static List<Rule> buildChecks() {
        return ALL.stream().filter(rule -> rule.info().tags().contains(RuleInfo.Tag.BUILD_CHECK)).toList();
    }

    /// The rule of this name, ours or one it has elsewhere.
    public static Optional<Rule> named(String name) {
        return ALL.stream().filter(rule -> rule.info().isNamed(name)).findFirst();
    }
}
