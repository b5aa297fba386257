package slipway.build.operation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import slipway.build.ProcessOptions;
import slipway.build.plan.Vertex;
import slipway.build.run.execute.ExtraMount;
import slipway.build.run.execute.ProcessSpec;
import slipway.build.run.execute.RootFileSystem;
import slipway.build.run.execute.UserDatabase;

/// The process of a step, as executors take it.
final class StepProcess {

    private final Vertex.Exec vertex;
    private final UserDatabase.Resolved user;
    private final StepMounts mounts;
    private final List<ExtraMount> emulator;

    private StepProcess(Vertex.Exec vertex, UserDatabase.Resolved user, StepMounts mounts, List<ExtraMount> emulator) {
        this.vertex = vertex;
        this.user = user;
        this.mounts = mounts;
        this.emulator = emulator;
    }

    /// @param emulator what the kernel needs to find, if the process is for another processor
    static ProcessSpec of(Vertex.Exec vertex, RootFileSystem root, UserDatabase.Resolved user, StepMounts mounts,
            List<ExtraMount> emulator) {
        return new StepProcess(vertex, user, mounts, emulator).spec(root);
    }

    private ProcessSpec spec(RootFileSystem root) {
        ProcessOptions options = vertex.processes();
        ProcessSpec spec = ProcessSpec.of(root, vertex.arguments())
                .environment(environment())
                .directory(vertex.directory())
                .user(user.user())
                .hostname(vertex.isolation().hostname())
                .network(switch (vertex.isolation().network()) {
                    case DEFAULT -> ProcessSpec.Network.DEFAULT;
                    case HOST -> ProcessSpec.Network.HOST;
                    case NONE -> ProcessSpec.Network.NONE;
                })
                .confinement(switch (vertex.isolation().security()) {
                    case SANDBOX -> ProcessSpec.Confinement.SANDBOX;
                    case INSECURE -> ProcessSpec.Confinement.INSECURE;
                })
                .extraHosts(options.hosts().entrySet().stream()
                        .map(host -> new ProcessSpec.HostEntry(host.getKey(), host.getValue())).toList())
                .limits(options.limits().stream()
                        .map(limit -> new ProcessSpec.Limit(limit.name(), limit.soft(), limit.hard())).toList())
                .mounts(allMounts());
        return options.sharedMemory().isPresent() ? spec.shmBytes(options.sharedMemory().getAsLong()) : spec;
    }

    private List<ExtraMount> allMounts() {
        var all = new ArrayList<>(emulator);
        for (Vertex.Script script : vertex.scripts()) {
            byte[] content = script.content().getBytes(StandardCharsets.UTF_8);
            all.add(new ExtraMount.SecretFile(content, script.path(), 0755, 0, 0));
        }
        all.addAll(mounts.mounts());
        return all;
    }

    private List<String> environment() {
        var variables = new LinkedHashMap<String, String>();
        var given = new ArrayList<>(vertex.environment());
        given.addAll(vertex.proxies());
        for (String variable : given) {
            int equals = variable.indexOf('=');
            variables.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        variables.putAll(mounts.variables());
        variables.putIfAbsent("HOME", user.home());
        return variables.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
    }
}
