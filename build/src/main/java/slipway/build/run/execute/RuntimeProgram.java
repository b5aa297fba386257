package slipway.build.run.execute;

import static slipway.build.linux.Flag.AT_FDCWD;
import static slipway.build.linux.Flag.CLONE_NEWNS;
import static slipway.build.linux.Flag.CLONE_NEWPID;
import static slipway.build.linux.Flag.CLONE_PARENT_SETTID;
import static slipway.build.linux.Flag.CLONE_VM;
import static slipway.build.linux.Flag.MS_NODEV;
import static slipway.build.linux.Flag.MS_NOEXEC;
import static slipway.build.linux.Flag.MS_NOSUID;
import static slipway.build.linux.Flag.MS_PRIVATE;
import static slipway.build.linux.Flag.MS_REC;
import static slipway.build.linux.Flag.O_CLOEXEC;
import static slipway.build.linux.Flag.O_RDWR;
import static slipway.build.linux.Flag.PR_SET_PDEATHSIG;
import static slipway.build.linux.Flag.SIGCHLD;
import static slipway.build.linux.Flag.SIGKILL;
import static slipway.build.linux.Flag.WALL;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import slipway.build.linux.Call;
import slipway.build.linux.Program;
import slipway.build.linux.Program.Cell;
import slipway.build.linux.Program.Label;

/// The program of a step that an OCI runtime runs.
///
/// It is built like [SandboxProgram], with the runtime in the step's place: the mounts, the bundle and the runtime's own
/// notes lie in a mount namespace that ends with the step, and runtime and container live in a process namespace whose
/// init process ends with us. Around that stands one process more, the **undertaker**, which has the runtime delete what
/// it may have made outside all that (control groups), after an end of any kind.
final class RuntimeProgram {
    private final Program program;
    private final MountSteps mounts;
    private final Places places;
    private final RootSteps roots;
    private final OciRuntime runtime;
    private final Sandbox sandbox;
    private final ProcessSpec spec;
    private final ProcessSteps process;
    private final Cell ends;
    private final Cell end;
    /// Steps at the same time must differ: runtimes name control groups so.
    private final String id;

    private RuntimeProgram(OciRuntime runtime, Sandbox sandbox, ProcessSpec spec, ProcessSteps.Streams streams) {
        this.runtime = runtime;
        this.sandbox = sandbox;
        this.spec = spec;
        program = new Program(sandbox.architecture());
        mounts = new MountSteps(program);
        places = new Places(program, mounts);
        roots = new RootSteps(program, mounts, sandbox);
        process = new ProcessSteps(program, sandbox, spec, streams);
        ends = program.variable();
        id = "slipway-" + UUID.randomUUID();
        end = program.bytes(ReportFilter.unfinished(program.mark()));
    }

    static RuntimeProgram of(OciRuntime runtime, Sandbox sandbox, ProcessSpec spec, ProcessSteps.Streams streams) {
        var written = new RuntimeProgram(runtime, sandbox, spec, streams);
        written.write();
        return written;
    }

    Program program() {
        return program;
    }

    ExitStatus status(List<ReportFilter.Report> reports) throws IOException {
        return switch (new Reports(program, process.starts()).status(reports, runtime.path().toString())) {
            // The runtime passes on what a shell would say of a signal.
            case ExitStatus.Exited(int code) when code > 128 && code <= 128 + 64 -> new ExitStatus.Signalled(code - 128);
            case ExitStatus other -> other;
        };
    }

    private void write() {
        Label failed = program.label();
        Label keeper = program.label();
        Label init = program.label();
        Label step = program.label();
        Label bury = program.label();
        Label delete = program.label();
        program.onFailure(failed);
        undertaker(keeper, bury);

        program.place(keeper);
        keeper(init, step);

        program.place(init);
        init();

        program.place(step);
        process.startHelper(runtime.run(sandbox.workspace(), id));

        program.place(bury); // After the init process, for only now it is known what that may have made.
        bury(delete);

        program.place(delete);
        delete();

        program.place(failed);
        program.call(Call.WRITE, program.number(2), program.failureReport(), program.number(32)).orNot();
        program.call(Call.EXIT_GROUP, program.number(1));
    }

    private void undertaker(Label keeper, Label bury) {
        Cell keeperId = program.variable();
        program.call(Call.SETSID).to("begin a session");
        program.call(Call.CLOSE_RANGE, program.number(3), program.number(0xffff_ffffL), program.number(0));
        program.call(Call.UMASK, program.number(0));
        program.call(Call.UNSHARE, program.number(CLONE_NEWNS)).to("make a mount namespace");
        program.call(Call.CHDIR, program.text("/"));
        program.call(Call.MOUNT, program.number(0), program.text("/"), program.number(0),
                program.number(MS_REC | MS_PRIVATE), program.number(0)).to("keep mounts to ourselves");
        // Some runtimes take two hierarchies of control groups at once for an error. We use neither.
        program.call(Call.MOUNT, program.text("slipway"), program.text("/sys/fs/cgroup/unified"), program.text("tmpfs"),
                program.number(MS_NOSUID | MS_NODEV), program.number(0)).orNot();
        share(keeperId, keeper);
        waitFor(keeperId, program.number(0)).then(bury).orElse(bury);
    }

    private void keeper(Label init, Label step) {
        Cell initId = program.variable();
        Cell stepId = program.variable();
        Cell zero = program.number(0);
        Label ready = program.label();
        program.call(Call.PRCTL, program.number(PR_SET_PDEATHSIG), program.number(SIGKILL));
        program.call(Call.UNSHARE, program.number(CLONE_NEWPID)).to("make a process namespace");
        program.call(Call.PIPE2, program.address(ends), program.number(O_CLOEXEC)).to("make a pipe");
        share(initId, init);
        program.call(Call.CLOSE, new Cell(ends.address() + 4));
        program.call(Call.READ, ends, program.buffer(8), program.number(1)).when(1, ready);
        program.call(Call.EXIT_GROUP, program.number(1)); // It has said itself why it could not go on.
        program.place(ready);
        program.call(Call.CLONE, program.number(SIGCHLD), zero, zero, zero, zero).into(stepId).when(0, step).to("fork");
        waitFor(stepId, program.after(end, 24)).orNot();
        program.call(Call.KILL, initId, program.number(SIGKILL)).orNot();
        waitFor(initId, zero).orNot();
        program.call(Call.EXIT_GROUP, zero);
    }

    private void init() {
        program.call(Call.PRCTL, program.number(PR_SET_PDEATHSIG), program.number(SIGKILL));
        program.call(Call.RT_SIGACTION, program.number(SIGCHLD), program.numbers(1, 0, 0, 0), program.number(0),
                program.number(8));
        var needed = new ArrayList<>(TreeSteps.PLACES);
        var extra = new ExtraMountSteps(program, mounts, places, roots, sandbox);
        needed.addAll(extra.places(spec.mounts()));
        roots.workspace();
        Cell root = roots.root(spec.root(), needed);
        for (Places.Place place : needed) {
            int link = TreeSteps.PLACES.contains(place) ? program.architecture().noFollowFlag() : 0;
            program.call(Call.CLOSE, places.open(root, place, link));
        }
        extra.prepareAll(spec.mounts());
        mounts.file("hosts", TreeSteps.hosts(spec).getBytes(StandardCharsets.UTF_8), 0644);
        mounts.file("resolv.conf", sandbox.resolvConf(), 0644);
        mounts.directory("bundle", 0755);
        mounts.file("bundle/config.json", new RuntimeBundle(runtime, sandbox, spec).config().toBytes(), 0644);
        program.call(Call.MOUNT, program.text("proc"), program.text("/proc"), program.text("proc"),
                program.number(MS_NOSUID | MS_NODEV | MS_NOEXEC), program.number(0)).to("mount proc");
        program.call(Call.WRITE, new Cell(ends.address() + 4), program.text("!"), program.number(1));
        program.call(Call.CLOSE_RANGE, program.number(1), program.number(0xffff_ffffL), program.number(0));
        program.call(Call.READ, program.number(0), program.buffer(8), program.number(1)).orNot();
        program.call(Call.EXIT_GROUP, program.number(0));
    }

    private void bury(Label delete) {
        Cell deleteId = program.variable();
        Cell zero = program.number(0);
        program.call(Call.CLONE, program.number(SIGCHLD), zero, zero, zero, zero).into(deleteId).when(0, delete).to("fork");
        waitFor(deleteId, zero).orNot();
        places.remove(sandbox.workspace() + "/root");
        program.call(Call.WRITE, program.number(2), end, program.number(32)).orNot();
        program.call(Call.EXIT_GROUP, zero);
    }

    private void delete() {
        Cell nowhere = program.variable();
        program.call(Call.OPENAT, program.number(AT_FDCWD), program.text("/dev/null"), program.number(O_RDWR),
                program.number(0)).into(nowhere);
        for (int i = 0; i <= 2; i++) program.call(Call.DUP3, nowhere, program.number(i), program.number(0));
        var arguments = runtime.delete(sandbox.workspace(), id).stream().map(program::text).toList();
        program.call(Call.EXECVE, program.text(runtime.path().toString()), program.addresses(arguments),
                program.addresses(List.of())).orNot();
        program.call(Call.EXIT_GROUP, program.number(0));
    }

    /// Forks a process that shares our memory, so the kernel, and not both, writes the child's number.
    private void share(Cell id, Label child) {
        Cell zero = program.number(0);
        program.call(Call.CLONE, program.number(CLONE_VM | CLONE_PARENT_SETTID | SIGCHLD), zero, program.address(id), zero,
                zero).when(0, child).to("fork");
    }

    private Program.Step waitFor(Cell id, Cell status) {
        return program.call(Call.WAIT4, id, status, program.number(WALL), program.number(0)).to("wait");
    }
}
