package slipway.build.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import slipway.build.ProcessOptions;
import slipway.build.plan.Paths;
import slipway.build.plan.Plan;
import slipway.build.plan.RunMount;
import slipway.build.plan.Vertex;
import slipway.build.run.agent.AgentSocket;
import slipway.build.run.execute.ExtraMount;
import slipway.build.run.mount.CacheMounts;
import slipway.build.run.snapshot.Draft;
import slipway.build.run.snapshot.FileWriting;
import slipway.build.run.snapshot.Unpacked;
import slipway.build.run.snapshot.View;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.mount.MountSettings;
import slipway.dockerfile.mount.MountSettings.Access;
import slipway.dockerfile.mount.MountSettings.Need;
import slipway.dockerfile.mount.MountSettings.Owner;

/// What `RUN --mount` asks for, made ready for one process: closing it gives back what it holds.
final class StepMounts implements AutoCloseable {

    /// Something that is given back.
    private interface Part {
        void close() throws IOException;
    }

    private static final String SOCKET = "SSH_AUTH_SOCK";

    private final Vertex.Exec vertex;
    private final Map<Vertex.Ref, StepResult> results;
    private final Plan.Reuse reuse;
    private final BuildEnvironment environment;
    private final Deque<Part> parts = new ArrayDeque<>();
    private final List<ExtraMount> mounts = new ArrayList<>();
    private final SequencedMap<String, String> variables = new LinkedHashMap<>();
    private final List<byte[]> secrets = new ArrayList<>();
    private final Map<String, Path> caches = new LinkedHashMap<>();
    private int agents;

    private StepMounts(Vertex.Exec vertex, Map<Vertex.Ref, StepResult> results, Plan.Reuse reuse,
            BuildEnvironment environment) {
        this.vertex = vertex;
        this.results = results;
        this.reuse = reuse;
        this.environment = environment;
    }

    /// Makes everything ready. May wait for caches that others have locked.
    ///
    /// @param reuse whether what earlier builds left may be used
    /// @throws SlipwayException.BadInput when something is asked for that is not there
    static StepMounts open(Vertex.Exec vertex, Map<Vertex.Ref, StepResult> results, Plan.Reuse reuse,
            BuildEnvironment environment) throws IOException {
        var mounts = new StepMounts(vertex, results, reuse, environment);
        try {
            mounts.open();
            return mounts;
        } catch (IOException | RuntimeException e) {
            mounts.close();
            throw e;
        }
    }

    private void open() throws IOException {
        CdiDevices.check(vertex.isolation().devices());
        takeCaches();
        for (RunMount mount : vertex.mounts()) {
            switch (mount) {
                case RunMount.Bind bind -> bind(bind);
                case RunMount.Cache cache -> cache(cache);
                case RunMount.Tmpfs tmpfs ->
                    mounts.add(new ExtraMount.Tmpfs(tmpfs.target(), tmpfs.bytes(), access(tmpfs.access())));
                case RunMount.Secret secret -> secret(secret);
                case RunMount.Ssh ssh -> agent(ssh);
            }
        }
        // What lies inside something else is mounted after it, whatever the order in which they are written.
        mounts.sort(Comparator.comparingLong(mount -> mount.target().chars().filter(c -> c == '/').count()));
    }

    /// The mounts, outer ones first.
    List<ExtraMount> mounts() {
        return mounts;
    }

    /// Variables that the process gets, over its others.
    SequencedMap<String, String> variables() {
        return variables;
    }

    /// What must not be seen in what the process writes.
    List<byte[]> secrets() {
        return secrets;
    }

    private void bind(RunMount.Bind bind) throws IOException {
        StepResult result = results.get(bind.from());
        MountedFiles files = MountedFiles.at(bind.source(), result.files());
        boolean inPlace = result instanceof Stack && environment.snapshotter().laysOver();
        List<Unpacked> layers = inPlace ? ((Stack) result).unpacked()
                : List.of(environment.written().of(result, files));
        String path = inPlace ? files.root().path() : files.isDirectory() ? "" : files.root().name();
        if (bind.access() == Access.READ_WRITE) {
            Draft draft = environment.snapshotter().prepare(layers);
            parts.push(draft::close);
            mounts.add(new ExtraMount.Writable(draft.root(), path, bind.target()));
        } else if (inPlace) {
            View view = environment.snapshotter().view(layers);
            parts.push(view::close);
            mounts.add(new ExtraMount.Bind(view.layers(), path, bind.target(), ExtraMount.Access.READ_ONLY));
        } else {
            List<Path> directory = layers.stream().map(Unpacked::directory).toList();
            mounts.add(new ExtraMount.Bind(directory, path, bind.target(), ExtraMount.Access.READ_ONLY));
        }
    }

    /// In one order for all steps, so that no two of them wait for each other.
    private void takeCaches() throws IOException {
        var wanted = new TreeMap<String, RunMount.Cache>();
        for (RunMount mount : vertex.mounts()) {
            if (mount instanceof RunMount.Cache cache) wanted.putIfAbsent(wanted(cache).key(), cache);
        }
        for (var entry : wanted.entrySet()) {
            CacheMounts.InUse inUse = environment.caches().use(wanted(entry.getValue()), directory ->
                    seed(entry.getValue(), directory));
            parts.push(inUse::close);
            caches.put(entry.getKey(), inUse.directory());
        }
    }

    private CacheMounts.Wanted wanted(RunMount.Cache cache) throws IOException {
        Owner owner = cache.owner();
        Optional<MountedFiles> seed = seed(cache);
        return new CacheMounts.Wanted(cache.id(), new CacheMounts.Owner((int) owner.uid(), (int) owner.gid(), owner.mode()),
                seed.isPresent() ? seed.get().digest().toString() : "",
                switch (cache.sharing()) {
                    case SHARED -> CacheMounts.Sharing.SHARED;
                    case PRIVATE -> CacheMounts.Sharing.PRIVATE;
                    case LOCKED -> CacheMounts.Sharing.LOCKED;
                },
                switch (reuse) {
                    case ALLOWED -> CacheMounts.Start.AS_IT_IS;
                    case NEVER -> CacheMounts.Start.EMPTY;
                });
    }

    private Optional<MountedFiles> seed(RunMount.Cache cache) throws IOException {
        if (cache.seed().isEmpty()) return Optional.empty();
        MountedFiles files = MountedFiles.at(cache.source(), results.get(cache.seed().get()).files());
        if (files.isDirectory()) return Optional.of(files);
        throw new SlipwayException.BadInput(Problem.of("a cache cannot begin with the file /" + files.root().path())
                .hint("name the directory it is in as the source"));
    }

    private void seed(RunMount.Cache cache, Path directory) throws IOException {
        Optional<MountedFiles> seed = seed(cache);
        if (seed.isPresent()) FileWriting.write(seed.get().entries(), seed.get()::content, directory);
    }

    private void cache(RunMount.Cache cache) throws IOException {
        Path directory = caches.get(wanted(cache).key());
        String path = cache.seed().isPresent() ? "" : Paths.clean("/" + cache.source()).substring(1);
        mounts.add(new ExtraMount.Bind(List.of(directory), path, cache.target(), access(cache.access())));
    }

    private static ExtraMount.Access access(MountSettings.Access access) {
        return switch (access) {
            case READ_ONLY -> ExtraMount.Access.READ_ONLY;
            case READ_WRITE -> ExtraMount.Access.READ_WRITE;
        };
    }

    private void secret(RunMount.Secret secret) throws IOException {
        ProcessOptions.Secret known = vertex.processes().secrets().get(secret.id());
        if (known == null && secret.need() == Need.REQUIRED) {
            throw new SlipwayException.BadInput(Problem.of("secret " + secret.id() + ": not found")
                    .hint("give it with --secret id=" + secret.id() + ",src=FILE"));
        }
        byte[] value = known == null ? new byte[0] : known.read();
        secret.variable().ifPresent(name -> variables.put(name, text(secret, value)));
        if (known == null) return;
        secrets.add(value);
        Owner owner = secret.owner();
        secret.target().ifPresent(target -> mounts.add(new ExtraMount.SecretFile(value, target, owner.mode(),
                (int) owner.uid(), (int) owner.gid())));
    }

    private void agent(RunMount.Ssh ssh) throws IOException {
        agents++;
        if (agents == 1 && vertex.environment().stream().noneMatch(variable -> variable.startsWith(SOCKET + "="))) {
            variables.put(SOCKET, ssh.named());
        }
        ProcessOptions.Agent agent = vertex.processes().agents().get(ssh.id());
        if (agent == null && ssh.need() == Need.OPTIONAL) return;
        if (agent == null) {
            throw new SlipwayException.BadInput(Problem.of("there is no agent " + ssh.id())
                    .hint("give it with --ssh " + ssh.id() + ", or keys with --ssh " + ssh.id() + "=KEY"));
        }
        Path directory = Files.createTempDirectory(environment.temporary(), "agent");
        AgentSocket socket = switch (agent) {
            case ProcessOptions.Agent.Socket(var path) -> AgentSocket.to(path, directory);
            case ProcessOptions.Agent.Keys(var files) -> AgentSocket.ofKeys(files, directory);
        };
        parts.push(socket::close);
        socket.ownedBy((int) ssh.owner().uid(), (int) ssh.owner().gid(), ssh.owner().mode());
        mounts.add(ExtraMount.Bind.of(socket.path(), ssh.target(), ExtraMount.Access.READ_WRITE));
    }

    private static String text(RunMount.Secret secret, byte[] value) {
        for (byte b : value) {
            if (b == 0) throw new SlipwayException.BadInput(Problem.of("the secret " + secret.id()
                    + " cannot be a variable: it has a zero byte").hint("mount it as a file"));
        }
        return new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (IOException e) {
                if (failed == null) failed = e;
                else failed.addSuppressed(e);
            }
        }
        if (failed != null) throw failed;
    }
}
