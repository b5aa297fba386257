package slipway.build.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Mount;
import slipway.dockerfile.Word;
import slipway.dockerfile.mount.MountSettings;

/// `RUN --mount`: looks up where files come from, and gives relative targets their place.
final class MountPlanner {

    private static final String NAMESPACE = "BUILDKIT_CACHE_MOUNT_NS";
    private static final String SOCKETS = "/run/buildkit/ssh_agent.";

    private final StageState state;
    private final List<RunMount> mounts = new ArrayList<>();

    private MountPlanner(StageState state) {
        this.state = state;
    }

    static List<RunMount> plan(Instruction.Run run, StageState state) {
        var planner = new MountPlanner(state);
        run.mounts().forEach(mount -> planner.mounts.add(planner.mount(mount)));
        return planner.mounts;
    }

    private RunMount mount(Mount mount) {
        return switch (MountSettings.of(mount, state.expansion(), state.planning.sourceNames(state), state.file.source())) {
            case MountSettings.Bind bind -> new RunMount.Bind(
                    bind.from().map(_ -> step(mount)).orElseGet(state.planning::context),
                    bind.source(), target(bind.target(), mount), bind.access());
            case MountSettings.Cache cache -> new RunMount.Cache(
                    namespace() + "/" + cache.id().orElseGet(() -> cleaned(cache.target())),
                    cache.from().map(_ -> step(mount)), cache.source(), target(cache.target(), mount),
                    cache.sharing(), cache.access(), cache.owner());
            case MountSettings.Tmpfs tmpfs ->
                new RunMount.Tmpfs(target(tmpfs.target(), mount), tmpfs.size(), tmpfs.access());
            case MountSettings.Secret secret -> new RunMount.Secret(secret.id(),
                    secret.target().map(target -> target(target, mount)), secret.variable(), secret.need(),
                    secret.owner());
            case MountSettings.Ssh ssh -> ssh(ssh, mount);
        };
    }

    private RunMount ssh(MountSettings.Ssh ssh, Mount mount) {
        long before = mounts.stream().filter(RunMount.Ssh.class::isInstance).count();
        String named = ssh.target().orElse(SOCKETS + before);
        return new RunMount.Ssh(ssh.id(), target(named, mount), named, ssh.need(), ssh.owner());
    }

    private Vertex.Ref step(Mount mount) {
        return state.planning.source(mount.value("from").orElseThrow(), state).files();
    }

    private String target(String written, Mount mount) {
        String target = Paths.clean(state.absolute(written));
        if (target.equals("/")) {
            throw state.error(mount.value("target", "dst", "destination").map(Word::span).orElse(mount.span()),
                    "invalid mount target \"/\"", "nothing can be mounted over all files; name a directory");
        }
        return target;
    }

    private String namespace() {
        return state.planning.argument(NAMESPACE).orElse("");
    }

    /// The target as it is written, without detours: a cache is found by the same words in any directory.
    private static String cleaned(String target) {
        String clean = Paths.clean("/" + target);
        return target.startsWith("/") ? clean : clean.substring(1);
    }
}
