package slipway.build.run.execute;

import static slipway.build.linux.Flag.CLONE_NEWIPC;
import static slipway.build.linux.Flag.CLONE_NEWNET;
import static slipway.build.linux.Flag.CLONE_NEWNS;
import static slipway.build.linux.Flag.CLONE_NEWPID;
import static slipway.build.linux.Flag.CLONE_NEWUTS;
import static slipway.build.linux.Flag.CLONE_PARENT_SETTID;
import static slipway.build.linux.Flag.CLONE_VM;
import static slipway.build.linux.Flag.MS_PRIVATE;
import static slipway.build.linux.Flag.MS_REC;
import static slipway.build.linux.Flag.O_CLOEXEC;
import static slipway.build.linux.Flag.PR_SET_PDEATHSIG;
import static slipway.build.linux.Flag.SIGCHLD;
import static slipway.build.linux.Flag.SIGKILL;
import static slipway.build.linux.Flag.WALL;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import slipway.build.linux.Call;
import slipway.build.linux.Program;
import slipway.build.linux.Program.Cell;
import slipway.build.linux.Program.Label;
import slipway.build.run.execute.ProcessSpec.Network;

/// The program of one step. Three processes follow it, each of which waits for one thing only:
///
/// - The **keeper** stays in the machine's process namespace, where the step cannot see it. It makes the namespaces,
///   forks the other two, waits for the step, then ends the init process and reports.
/// - The **init** process is number 1 of the step's process namespace. It makes the mounts, then waits for the end of its
///   standard input, a pipe that we hold. When it goes, because we died or because the keeper says so, the kernel ends
///   every process of the step. It keeps all our rights, so that the step, which has fewer, can look into nothing of it:
///   `/proc/1/root`, `/proc/1/mem`, `ptrace`. It ignores its children, so the kernel buries the orphans of the step.
/// - The **step** gives up its rights and starts the program.
final class SandboxProgram {
    private static final int SIOCSIFFLAGS = 0x8914;

    private final Program program;
    private final MountSteps mounts;
    private final Places places;
    private final RootSteps roots;
    private final Sandbox sandbox;
    private final ProcessSpec spec;
    private final ProcessSteps process;
    private final Cell ends;

    private SandboxProgram(Sandbox sandbox, ProcessSpec spec, ProcessSteps.Streams streams) {
        this.sandbox = sandbox;
        this.spec = spec;
        program = new Program(sandbox.architecture());
        mounts = new MountSteps(program);
        places = new Places(program, mounts);
        roots = new RootSteps(program, mounts, sandbox);
        process = new ProcessSteps(program, sandbox, spec, streams);
        ends = program.variable();
    }

    /// Writes the program of a step.
    static SandboxProgram of(Sandbox sandbox, ProcessSpec spec, ProcessSteps.Streams streams) {
        var written = new SandboxProgram(sandbox, spec, streams);
        written.write();
        return written;
    }

    Program program() {
        return program;
    }

    /// What the reports of the program, which has run, say about the step.
    ExitStatus status(List<ReportFilter.Report> reports) throws IOException {
        return new Reports(program, process.starts()).status(reports, spec.arguments().getFirst());
    }

    private void write() {
        Label failed = program.label();
        Label init = program.label();
        Label step = program.label();
        Label cleanUp = program.label();
        program.onFailure(failed);
        Cell ready = program.address(ends);
        namespaces();
        program.call(Call.PIPE2, ready, program.number(O_CLOEXEC)).to("make a pipe");
        Cell end = keeper(init, step, cleanUp);

        program.place(init);
        init();

        program.place(cleanUp); // After the init process, for only now it is known what that may have made.
        cleanUp(end);

        program.place(step);
        process.become();

        program.place(failed);
        program.call(Call.WRITE, program.number(2), program.failureReport(), program.number(32)).orNot();
        program.call(Call.EXIT_GROUP, program.number(1));
    }

    private void namespaces() {
        long network = spec.network() == Network.NONE ? CLONE_NEWNET : 0;
        // A session of its own: an interrupt from the terminal is for us, and we end the step.
        program.call(Call.SETSID).to("begin a session");
        program.call(Call.CLOSE_RANGE, program.number(3), program.number(0xffff_ffffL), program.number(0));
        program.call(Call.UMASK, program.number(0));
        program.call(Call.UNSHARE, program.number(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWUTS | CLONE_NEWIPC | network))
                .to("make namespaces");
        program.call(Call.CHDIR, program.text("/"));
        program.call(Call.MOUNT, program.number(0), program.text("/"), program.number(0),
                program.number(MS_REC | MS_PRIVATE), program.number(0)).to("keep mounts to ourselves");
        if (spec.network() == Network.NONE) loopback();
    }

    /// Two ends of a pipe in 8 bytes: the kernel takes the lower half of a number for a descriptor.
    private Cell readEnd() {
        return ends;
    }

    private Cell writeEnd() {
        return new Cell(ends.address() + 4);
    }

    /// Returns the address of the report on the step's end.
    private Cell keeper(Label init, Label step, Label cleanUp) {
        Cell initId = program.variable();
        Cell stepId = program.variable();
        Cell end = program.bytes(ReportFilter.unfinished(program.mark()));
        Label gone = program.label();
        Label ready = program.label();
        Cell zero = program.number(0);
        // Both share their memory from here on, so the kernel, and not both, writes the number of the child.
        program.call(Call.CLONE, program.number(CLONE_VM | CLONE_PARENT_SETTID | SIGCHLD), zero, program.address(initId),
                zero, zero).when(0, init).to("fork");
        program.call(Call.CLOSE, writeEnd());
        program.call(Call.READ, readEnd(), program.buffer(8), program.number(1)).when(1, ready);
        program.call(Call.EXIT_GROUP, program.number(1)); // It has said itself why it could not go on.
        program.place(ready);
        program.call(Call.CLONE, program.number(SIGCHLD), zero, zero, zero, zero).into(stepId).when(0, step).to("fork");
        program.call(Call.WAIT4, stepId, program.after(end, 24), program.number(WALL), zero).to("wait").orElse(gone);
        program.place(gone);
        program.call(Call.KILL, initId, program.number(SIGKILL)).orNot();
        program.call(Call.WAIT4, initId, zero, program.number(WALL), zero).orNot();
        program.call(Call.GETPID).then(cleanUp);
        return end;
    }

    private void cleanUp(Cell end) {
        places.removeMounted();
        program.call(Call.WRITE, program.number(2), end, program.number(32)).orNot();
        program.call(Call.EXIT_GROUP, program.number(0));
    }

    private void init() {
        program.call(Call.PRCTL, program.number(PR_SET_PDEATHSIG), program.number(SIGKILL));
        program.call(Call.RT_SIGACTION, program.number(SIGCHLD), program.numbers(1, 0, 0, 0), program.number(0),
                program.number(8));
        byte[] hostname = spec.hostname().getBytes(StandardCharsets.UTF_8);
        program.call(Call.SETHOSTNAME, program.bytes(hostname), program.number(hostname.length)).to("set the host name");
        var all = new ArrayList<>(TreeSteps.PLACES);
        var extra = new ExtraMountSteps(program, mounts, places, roots, sandbox);
        all.addAll(extra.places(spec.mounts()));
        roots.workspace();
        Cell root = roots.root(spec.root(), all);
        new TreeSteps(program, mounts, places, sandbox).mountAll(root, spec);
        extra.mountAll(root, spec.mounts());
        roots.pivot();
        program.call(Call.WRITE, writeEnd(), program.text("!"), program.number(1));
        program.call(Call.CLOSE_RANGE, program.number(1), program.number(0xffff_ffffL), program.number(0));
        program.call(Call.READ, program.number(0), program.buffer(8), program.number(1)).orNot();
        program.call(Call.EXIT_GROUP, program.number(0));
    }

    /// A network namespace of one's own begins with its loopback switched off.
    private void loopback() {
        Cell socket = program.variable();
        var request = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).put("lo".getBytes(StandardCharsets.US_ASCII));
        request.putShort(16, (short) 1);
        program.call(Call.SOCKET, program.number(2), program.number(2), program.number(0)).into(socket)
                .to("switch on the loopback");
        program.call(Call.IOCTL, socket, program.number(SIOCSIFFLAGS), program.bytes(request.array()))
                .to("switch on the loopback");
        program.call(Call.CLOSE, socket);
    }
}
