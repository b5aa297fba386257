package slipway.build.run.execute;

import static slipway.build.linux.Flag.MOUNT_ATTR_NODEV;
import static slipway.build.linux.Flag.MOUNT_ATTR_NOEXEC;
import static slipway.build.linux.Flag.MOUNT_ATTR_NOSUID;
import static slipway.build.linux.Flag.MOUNT_ATTR_RDONLY;
import static slipway.build.linux.Flag.O_PATH;
import static slipway.build.linux.Flag.S_IFREG;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import slipway.build.linux.Call;
import slipway.build.linux.Program;
import slipway.build.linux.Program.Cell;
import slipway.build.linux.Program.Label;
import slipway.build.run.execute.Places.Kind;
import slipway.build.run.execute.Places.Place;
import slipway.build.run.execute.ProcessSpec.Confinement;

/// Writes the steps that mount what every process expects: `/proc`, `/sys`, `/dev`, `/etc/hosts`, `/etc/resolv.conf`.
///
/// No mount of the sandbox lets device files work but the few that are mounted one by one, so a device that the step
/// makes itself, which it may, opens nothing.
final class TreeSteps {
    static final List<Place> PLACES = List.of(
            new Place("/proc", Kind.DIRECTORY), new Place("/sys", Kind.DIRECTORY), new Place("/dev", Kind.DIRECTORY),
            new Place("/etc/hosts", Kind.FILE), new Place("/etc/resolv.conf", Kind.FILE));
    /// What a container's process must not even read; Docker's list.
    static final List<String> MASKED = List.of(
            "/proc/acpi", "/proc/asound", "/proc/interrupts", "/proc/kcore", "/proc/keys", "/proc/latency_stats",
            "/proc/sched_debug", "/proc/scsi", "/proc/timer_list", "/proc/timer_stats",
            "/sys/devices/virtual/powercap", "/sys/firmware");
    /// What it may read, root or not; Docker's list.
    static final List<String> READ_ONLY = List.of(
            "/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");
    static final List<String> DEVICES = List.of("full", "null", "random", "tty", "urandom", "zero");

    private static final long PLAIN = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC;

    private final Program program;
    private final MountSteps mounts;
    private final Places places;
    private final Sandbox sandbox;

    TreeSteps(Program program, MountSteps mounts, Places places, Sandbox sandbox) {
        this.program = program;
        this.mounts = mounts;
        this.places = places;
        this.sandbox = sandbox;
    }

    /// All of it, below the open `root`. The files of the network's names lie in the workspace.
    void mountAll(Cell root, ProcessSpec spec) {
        mount(root, "/proc", mounts.create("proc", options(), PLAIN));
        mount(root, "/sys", sysfs(spec.confinement()));
        mount(root, "/dev", dev());
        for (String device : DEVICES) {
            Cell place = program.variable();
            mounts.open(root, "dev/" + device, O_PATH, place);
            mounts.attach(mounts.copy("/dev/" + device), place, "/dev/" + device);
        }
        inDev(root, "pts", mounts.create("devpts", devpts(), MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC));
        var shm = options("mode", "1777", "size", Long.toString(spec.shmBytes()));
        inDev(root, "shm", mounts.create("tmpfs", shm, PLAIN));
        inDev(root, "mqueue", mounts.create("mqueue", options(), PLAIN));
        if (spec.confinement() == Confinement.SANDBOX) {
            MASKED.forEach(path -> mask(root, path));
            READ_ONLY.forEach(path -> freeze(root, path));
        }
        mounts.file("hosts", hosts(spec).getBytes(StandardCharsets.UTF_8), 0644);
        mounts.file("resolv.conf", sandbox.resolvConf(), 0644);
        for (String name : List.of("hosts", "resolv.conf")) {
            Cell file = mounts.copy(name);
            mounts.restrict(file, MOUNT_ATTR_RDONLY | PLAIN);
            // The place may be a link that leads nowhere: what is mounted on it hides the link itself.
            Cell place = places.open(root, new Place("/etc/" + name, Kind.FILE), program.architecture().noFollowFlag());
            mounts.attach(file, place, "/etc/" + name);
        }
    }

    /// `/etc/hosts`, as BuildKit writes it.
    static String hosts(ProcessSpec spec) {
        var text = new StringBuilder("127.0.0.1\tlocalhost ").append(spec.hostname()).append('\n');
        text.append("::1\tlocalhost ip6-localhost ip6-loopback\n");
        for (var entry : spec.extraHosts()) text.append(entry.address()).append('\t').append(entry.name()).append('\n');
        return text.toString();
    }

    private void mount(Cell root, String path, Cell mount) {
        int flags = program.architecture().directoryFlag() | program.architecture().noFollowFlag();
        mounts.attach(mount, places.open(root, new Place(path, Kind.DIRECTORY), flags), path);
    }

    private void inDev(Cell root, String name, Cell mount) {
        Cell place = program.variable();
        mounts.open(root, "dev/" + name, O_PATH, place);
        mounts.attach(mount, place, "/dev/" + name);
    }

    /// The machine's own tree where the kernel lets nobody mount another: in a user namespace that does not own the
    /// network.
    private Cell sysfs(Confinement confinement) {
        long attributes = PLAIN | switch (confinement) {
            case SANDBOX -> MOUNT_ATTR_RDONLY;
            case INSECURE -> 0;
        };
        if (!sandbox.privileges().inUserNamespace()) return mounts.create("sysfs", options(), attributes);
        Cell mount = mounts.copy("/sys");
        mounts.restrict(mount, attributes);
        return mount;
    }

    private Cell dev() {
        long attributes = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
        Cell dev = mounts.create("tmpfs", options("mode", "755", "size", "65536k"), attributes);
        for (String directory : List.of("pts", "shm", "mqueue")) {
            program.call(Call.MKDIRAT, dev, program.text(directory), program.number(0755)).to("make /dev/" + directory);
        }
        for (String device : DEVICES) {
            program.call(Call.MKNODAT, dev, program.text(device), program.number(S_IFREG | 0666), program.number(0))
                    .to("make /dev/" + device);
        }
        var links = options("fd", "/proc/self/fd", "stdin", "/proc/self/fd/0", "stdout", "/proc/self/fd/1",
                "stderr", "/proc/self/fd/2", "ptmx", "pts/ptmx", "core", "/proc/kcore");
        links.forEach((name, target) ->
                program.call(Call.SYMLINKAT, program.text(target), dev, program.text(name)).to("make /dev/" + name));
        return dev;
    }

    private SequencedMap<String, String> devpts() {
        var options = options("ptmxmode", "0666", "mode", "0620");
        // Group tty, where the namespace has it.
        if (!(sandbox.privileges() instanceof Privileges.NamespaceRoot root) || root.range()) options.put("gid", "5");
        return options;
    }

    /// Lays nothing over something, if it is there: an empty directory or `/dev/null`.
    private void mask(Cell root, String path) {
        Label absent = program.label();
        Label file = program.label();
        Cell place = program.variable();
        String relative = path.substring(1);
        mounts.open(root, relative, O_PATH | program.architecture().directoryFlag(), place).orElse(file);
        mounts.attach(mounts.create("tmpfs", options("size", "0"), PLAIN | MOUNT_ATTR_RDONLY), place, path);
        program.call(Call.GETPID).then(absent);
        program.place(file);
        mounts.open(root, relative, O_PATH, place).orElse(absent);
        mounts.attach(mounts.copy("/dev/null"), place, path);
        program.place(absent);
    }

    /// Makes something read-only, if it is there.
    private void freeze(Cell root, String path) {
        Label absent = program.label();
        Cell place = program.variable();
        Cell mount = program.variable();
        mounts.open(root, path.substring(1), O_PATH, place).orElse(absent);
        mounts.copy(place, "", mount);
        mounts.restrict(mount, MOUNT_ATTR_RDONLY | PLAIN);
        mounts.attach(mount, place, path);
        program.place(absent);
    }

    private static SequencedMap<String, String> options(String... namesAndValues) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) options.put(namesAndValues[i], namesAndValues[i + 1]);
        return options;
    }
}
