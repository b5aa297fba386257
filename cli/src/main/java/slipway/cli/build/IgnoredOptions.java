package slipway.cli.build;

import java.util.ArrayList;
import java.util.List;
import slipway.cli.Call;
import slipway.cli.spec.Option;

/// Options that `docker buildx build` takes, or took, and that change nothing here: steps have no control groups of their
/// own. None of them decides what is built.
public final class IgnoredOptions {

    private static final String WITHOUT_EFFECT = "Accepted for compatibility, without effect";
    private static final String LIMIT_ALL =
            "limit the whole build: systemd-run --user --scope -p MemoryMax=2G slipway build …";

    /// What steps could be limited with.
    private static final List<Option> LIMITS = List.of(
            Option.value("-m, --memory BYTES", WITHOUT_EFFECT), Option.value("--memory-swap BYTES", WITHOUT_EFFECT),
            Option.value("-c, --cpu-shares NUMBER", WITHOUT_EFFECT), Option.value("--cpu-period NUMBER", WITHOUT_EFFECT),
            Option.value("--cpu-quota NUMBER", WITHOUT_EFFECT), Option.value("--cpuset-cpus LIST", WITHOUT_EFFECT),
            Option.value("--cpuset-mems LIST", WITHOUT_EFFECT), Option.value("--cgroup-parent PATH", WITHOUT_EFFECT),
            Option.values("--resource KEY=VALUE", WITHOUT_EFFECT));
    private static final Option SQUASH = Option.flag("--squash", WITHOUT_EFFECT);
    private static final Option SECURITY = Option.values("--security-opt OPTION", WITHOUT_EFFECT);
    private static final Option ISOLATION = Option.value("--isolation KIND", WITHOUT_EFFECT);
    private static final List<Option> HABITS = List.of(Option.flag("--rm", WITHOUT_EFFECT),
            Option.flag("--force-rm", WITHOUT_EFFECT), Option.flag("--compress", WITHOUT_EFFECT));

    private IgnoredOptions() {}

    /// All of them, for the page.
    public static Option[] all() {
        var all = new ArrayList<>(LIMITS);
        all.addAll(List.of(SQUASH, SECURITY, ISOLATION));
        all.addAll(HABITS);
        return all.toArray(Option[]::new);
    }

    /// Says which of the options that were given do nothing.
    public static void check(Call call) {
        for (Option limit : LIMITS) warn(call, limit, LIMIT_ALL);
        warn(call, SQUASH, "squash in the Dockerfile: FROM scratch and COPY --from=stage / /");
        warn(call, SECURITY, "a step can ask for more with RUN --security=insecure");
        warn(call, ISOLATION, "steps are always isolated");
    }

    private static void warn(Call call, Option option, String instead) {
        if (call.arguments().has(option)) call.say("warning: " + option.name() + " has no effect; " + instead);
    }
}
