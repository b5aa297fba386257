package slipway.cli.build;

import java.util.List;
import slipway.cli.Call;
import slipway.cli.spec.Option;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Options that `docker buildx build` takes and does not act on, and those that need control groups, which steps lack.
public final class IgnoredOptions {

    private static final String WITHOUT_EFFECT = "Accepted for compatibility, without effect";
    private static final String LIMIT_ALL =
            "limit the whole build: systemd-run --user --scope -p MemoryMax=2G slipway build …";

    public static final Option CGROUP_PARENT = Option.value("--cgroup-parent PATH",
            "Refused: steps have no control groups of their own");
    public static final Option RESOURCE = Option.values("--resource KEY=VALUE",
            "Refused: steps have no control groups of their own");

    /// What steps could be limited with.
    private static final List<Option> LIMITS = List.of(
            Option.value("-m, --memory BYTES", WITHOUT_EFFECT), Option.value("--memory-swap BYTES", WITHOUT_EFFECT),
            Option.value("-c, --cpu-shares NUMBER", WITHOUT_EFFECT), Option.value("--cpu-period NUMBER", WITHOUT_EFFECT),
            Option.value("--cpu-quota NUMBER", WITHOUT_EFFECT), Option.value("--cpuset-cpus LIST", WITHOUT_EFFECT),
            Option.value("--cpuset-mems LIST", WITHOUT_EFFECT));
    private static final Option SQUASH = Option.flag("--squash", WITHOUT_EFFECT);
    private static final Option SECURITY = Option.values("--security-opt OPTION", WITHOUT_EFFECT);
    private static final Option ISOLATION = Option.value("--isolation KIND", WITHOUT_EFFECT);
    private static final List<Option> HABITS = List.of(Option.flag("--rm", WITHOUT_EFFECT),
            Option.flag("--force-rm", WITHOUT_EFFECT), Option.flag("--compress", WITHOUT_EFFECT));

    private IgnoredOptions() {}

    /// All of them, for the page.
    public static Option[] all() {
        var all = new java.util.ArrayList<>(List.of(CGROUP_PARENT, RESOURCE));
        all.addAll(LIMITS);
        all.addAll(List.of(SQUASH, SECURITY, ISOLATION));
        all.addAll(HABITS);
        return all.toArray(Option[]::new);
    }

    /// Says which of the options that were given do nothing.
    ///
    /// @throws SlipwayException.Usage when a build without them would not be what was asked for
    public static void check(Call call) {
        for (Option refused : List.of(CGROUP_PARENT, RESOURCE)) {
            if (!call.arguments().has(refused)) continue;
            throw new SlipwayException.Usage(Problem.of(refused.name() + " is not supported: steps have no control groups"
                    + " of their own").hint(LIMIT_ALL));
        }
        for (Option limit : LIMITS) warn(call, limit, LIMIT_ALL);
        warn(call, SQUASH, "squash in the Dockerfile: FROM scratch and COPY --from=stage / /");
        warn(call, SECURITY, "a step can ask for more with RUN --security=insecure");
        warn(call, ISOLATION, "steps are always isolated");
    }

    private static void warn(Call call, Option option, String instead) {
        if (call.arguments().has(option)) call.say("warning: " + option.name() + " has no effect; " + instead);
    }
}
