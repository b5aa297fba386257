package slipway.build.operation;

import java.io.IOException;
import java.util.Map;
import slipway.build.ProcessOptions;
import slipway.build.plan.Isolation;
import slipway.build.plan.RunMount;
import slipway.build.plan.Vertex;
import slipway.build.solve.CacheKey;
import slipway.dockerfile.mount.MountSettings.Owner;

/// What decides the result of a process.
///
/// Of files that are mounted it is what they are, and not the steps they come from. What secrets and caches hold is no part
/// of it, nor is by which name a cache is found: a step must give the same without.
final class ExecKey {

    private final CacheKey.Builder key;

    private ExecKey(CacheKey.Builder key) {
        this.key = key;
    }

    static CacheKey of(Vertex.Exec vertex, Map<Vertex.Ref, StepResult> results, CacheKey parent)
            throws IOException {
        Isolation isolation = vertex.isolation();
        CacheKey.Builder key = CacheKey.builder("exec.v2")
                .add("parent", parent)
                .addAll("argument", vertex.arguments())
                .addAll("environment", vertex.environment())
                .add("directory", vertex.directory())
                .add("user", vertex.user())
                .add("network", isolation.network().toString())
                .add("security", isolation.security().toString())
                .add("hostname", isolation.hostname())
                .addAll("device", isolation.devices().stream().map(Isolation.Device::toString).toList())
                .add("platform", vertex.platform().toString());
        vertex.scripts().forEach(script -> key.add("script " + script.path(), script.content()));
        var written = new ExecKey(key);
        written.options(vertex.processes());
        for (RunMount mount : vertex.mounts()) written.mount(mount, results);
        return key.add("epoch", Long.toString(vertex.epoch())).build();
    }

    /// Hosts are meant to be the same wherever they are, so their addresses are left out.
    private void options(ProcessOptions options) {
        key.addAll("host", options.hosts().keySet());
        options.sharedMemory().ifPresent(bytes -> key.add("shared memory", Long.toString(bytes)));
        options.limits().forEach(limit -> key.add("limit " + limit.name(), limit.soft() + ":" + limit.hard()));
    }

    private void mount(RunMount mount, Map<Vertex.Ref, StepResult> results) throws IOException {
        switch (mount) {
            case RunMount.Bind bind -> key.add("bind " + bind.target(), bind.access() + " "
                    + MountedFiles.at(bind.source(), results.get(bind.from()).files()).digest());
            case RunMount.Cache cache -> {
                String seed = cache.seed().isEmpty() ? "" : " "
                        + MountedFiles.at(cache.source(), results.get(cache.seed().get()).files()).digest();
                key.add("cache " + cache.target(), cache.access() + " " + owner(cache.owner()) + seed);
            }
            case RunMount.Tmpfs tmpfs -> key.add("tmpfs " + tmpfs.target(), tmpfs.access() + " " + tmpfs.bytes());
            case RunMount.Secret secret -> key.add("secret " + secret.id(), secret.target().orElse("") + " "
                    + secret.variable().orElse("") + " " + secret.need() + " " + owner(secret.owner()));
            case RunMount.Ssh ssh -> key.add("agent " + ssh.id(), ssh.named() + " " + ssh.need() + " "
                    + owner(ssh.owner()));
        }
    }

    private static String owner(Owner owner) {
        return owner.uid() + ":" + owner.gid() + " " + Integer.toOctalString(owner.mode());
    }
}
