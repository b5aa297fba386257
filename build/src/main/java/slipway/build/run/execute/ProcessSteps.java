package slipway.build.run.execute;

import static slipway.build.linux.Flag.AT_FDCWD;
import static slipway.build.linux.Flag.O_CLOEXEC;
import static slipway.build.linux.Flag.O_RDWR;
import static slipway.build.linux.Flag.PR_CAPBSET_DROP;
import static slipway.build.linux.Flag.PR_SET_SECCOMP;
import static slipway.build.linux.Flag.SECCOMP_MODE_FILTER;
import static slipway.build.linux.Flag.SIGKILL;
import static slipway.build.linux.Flag.TIOCSCTTY;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import slipway.build.linux.Call;
import slipway.build.linux.Program;
import slipway.build.linux.Program.Cell;
import slipway.build.linux.Program.Label;
import slipway.build.linux.Program.Step;
import slipway.build.run.execute.ProcessSpec.Confinement;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Writes the steps that turn a fresh process, which stands in the step's root with all our rights, into the step's.
final class ProcessSteps {
    private static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final int SIGSTOP = 19;
    private static final int SIGNALS = 64;
    private static final long OPEN_FILES = 65536;
    private static final long CAPABILITY_VERSION_3 = 0x20080522L;
    private static final Map<String, Integer> LIMITS = Map.ofEntries(
            Map.entry("cpu", 0), Map.entry("fsize", 1), Map.entry("data", 2), Map.entry("stack", 3), Map.entry("core", 4),
            Map.entry("rss", 5), Map.entry("nproc", 6), Map.entry("nofile", 7), Map.entry("memlock", 8),
            Map.entry("as", 9), Map.entry("locks", 10), Map.entry("sigpending", 11), Map.entry("msgqueue", 12),
            Map.entry("nice", 13), Map.entry("rtprio", 14), Map.entry("rttime", 15));

    private final Program program;
    private final Sandbox sandbox;
    private final ProcessSpec spec;
    private final Streams streams;
    private final Set<Step> starts = new HashSet<>();

    /// What the process has for its input and output.
    enum Streams {
        /// What its description says for input, and pipes for output.
        PIPES,
        /// The terminal that is the interpreter's output. Errors go through a pipe still, until the process directs them
        /// elsewhere.
        TERMINAL
    }

    ProcessSteps(Program program, Sandbox sandbox, ProcessSpec spec, Streams streams) {
        this.program = program;
        this.sandbox = sandbox;
        this.spec = spec;
        this.streams = streams;
    }

    /// The attempts to start the program: when all of them have failed, there is no such program.
    Set<Step> starts() {
        return starts;
    }

    void become() {
        program.call(Call.SETSID).to("begin a session");
        stdin();
        program.call(Call.CLOSE_RANGE, program.number(3), program.number(0xffff_ffffL), program.number(0));
        signals();
        directory();
        limits();
        program.call(Call.UMASK, program.number(022));
        if (spec.confinement() == Confinement.SANDBOX) {
            boundCapabilities();
            filterCalls();
        }
        identity();
        start(spec.arguments(), spec.environment());
    }

    /// Starts a program of the machine, which is to start the step's: with the step's standard input, and nothing else of
    /// ours but our rights.
    void startHelper(List<String> command) {
        program.call(Call.SETSID).to("begin a session");
        stdin();
        program.call(Call.CLOSE_RANGE, program.number(3), program.number(0xffff_ffffL), program.number(0));
        signals();
        openFiles();
        program.call(Call.UMASK, program.number(022));
        start(command, List.of("PATH=" + DEFAULT_PATH));
    }

    private void stdin() {
        if (streams == Streams.TERMINAL) terminal();
        else content();
    }

    /// Opened anew, for reading too, and made the terminal of the session that has just begun.
    private void terminal() {
        Cell file = program.variable();
        Cell zero = program.number(0);
        program.call(Call.OPENAT, program.number(AT_FDCWD), program.text("/proc/self/fd/1"), program.number(O_RDWR), zero)
                .into(file).to("open the terminal");
        program.call(Call.DUP3, file, zero, zero).to("set the standard input");
        program.call(Call.DUP3, file, program.number(1), zero).to("set the standard output");
        program.call(Call.IOCTL, zero, program.number(TIOCSCTTY), zero).orNot();
    }

    private void content() {
        Cell file = program.variable();
        Cell zero = program.number(0);
        if (spec.stdin().isPresent()) {
            byte[] content = spec.stdin().get();
            program.call(Call.MEMFD_CREATE, program.text("stdin"), program.number(1)).into(file).to("make a standard input");
            if (content.length > 0) {
                program.call(Call.WRITE, file, program.bytes(content), program.number(content.length))
                        .to("write the standard input");
            }
            program.call(Call.LSEEK, file, zero, zero).to("rewind the standard input");
        } else {
            program.call(Call.OPENAT, program.number(AT_FDCWD), program.text("/dev/null"), program.number(O_CLOEXEC), zero)
                    .into(file).to("open /dev/null");
        }
        program.call(Call.DUP3, file, zero, zero).to("set the standard input");
    }

    private void signals() {
        Cell standard = program.numbers(0, 0, 0, 0);
        for (int signal = 1; signal <= SIGNALS; signal++) {
            if (signal == SIGKILL || signal == SIGSTOP) continue;
            program.call(Call.RT_SIGACTION, program.number(signal), standard, program.number(0), program.number(8)).orNot();
        }
        program.call(Call.RT_SIGPROCMASK, program.number(2), program.numbers(0), program.number(0), program.number(8));
    }

    /// Enters the directory, made if it is missing.
    private void directory() {
        Label missing = program.label();
        Label done = program.label();
        Cell path = program.text(spec.directory());
        program.call(Call.CHDIR, path).orElse(missing).then(done);
        program.place(missing);
        List<String> parts = Targets.parts(spec.directory());
        for (int i = 1; i <= parts.size(); i++) {
            program.call(Call.MKDIRAT, program.number(AT_FDCWD),
                    program.text("/" + String.join("/", parts.subList(0, i))), program.number(0755)).orNot();
        }
        program.call(Call.CHDIR, path).to("enter " + spec.directory());
        program.place(done);
    }

    private void limits() {
        openFiles();
        for (var limit : spec.limits()) limit(number(limit), limit.soft(), limit.hard(), limit.name());
    }

    /// The virtual machine raises its own limit of open files to the highest; a step must not inherit that, for some
    /// programs close every file they might have.
    private void openFiles() {
        long hard = sandbox.openFiles();
        limit(7, hard < 0 ? OPEN_FILES : Math.min(OPEN_FILES, hard), hard, "nofile");
    }

    private static int number(ProcessSpec.Limit limit) {
        Integer number = LIMITS.get(limit.name());
        if (number == null) throw new SlipwayException.BadInput(Problem.of("no such limit: " + limit.name()));
        return number;
    }

    private void limit(int number, long soft, long hard, String name) {
        program.call(Call.PRLIMIT64, program.number(0), program.number(number), program.numbers(soft, hard),
                program.number(0)).to("set the limit " + name);
    }

    private void boundCapabilities() {
        for (int capability = 0; capability <= sandbox.lastCapability(); capability++) {
            if ((Capabilities.DEFAULT >> capability & 1) != 0) continue;
            program.call(Call.PRCTL, program.number(PR_CAPBSET_DROP), program.number(capability)).to("drop a capability");
        }
    }

    /// While we may still do so without giving up that programs gain rights (`sudo`): that takes CAP_SYS_ADMIN.
    private void filterCalls() {
        byte[] filter = SeccompFilter.standard(program.architecture());
        Cell length = program.number(filter.length / 8);
        Cell descriptor = program.addresses(List.of(length, program.bytes(filter)));
        program.call(Call.PRCTL, program.number(PR_SET_SECCOMP), program.number(SECCOMP_MODE_FILTER), descriptor)
                .to("filter system calls");
    }

    private void identity() {
        var user = spec.user();
        boolean alone = sandbox.privileges() instanceof Privileges.NamespaceRoot root && !root.range();
        if (!alone || user.groups().stream().anyMatch(group -> group != user.gid())) {
            var groups = ByteBuffer.allocate(4 * user.groups().size()).order(ByteOrder.LITTLE_ENDIAN);
            user.groups().forEach(groups::putInt);
            program.call(Call.SETGROUPS, program.number(user.groups().size()), program.bytes(groups.array()))
                    .to("set the supplementary groups");
        }
        Cell gid = program.number(user.gid());
        Cell uid = program.number(user.uid());
        program.call(Call.SETRESGID, gid, gid, gid).to("become group " + user.gid());
        program.call(Call.SETRESUID, uid, uid, uid).to("become user " + user.uid());
        if (user.uid() != 0) return; // The kernel has taken all capabilities but the bounds.
        int set = (int) (Capabilities.allowed(spec.confinement()) & sandbox.capabilities());
        int high = (int) ((Capabilities.allowed(spec.confinement()) & sandbox.capabilities()) >>> 32);
        var sets = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        sets.putInt(set).putInt(set).putInt(0).putInt(high).putInt(high).putInt(0);
        program.call(Call.CAPSET, program.numbers(CAPABILITY_VERSION_3), program.bytes(sets.array()))
                .to("set the capabilities");
    }

    private void start(List<String> command, List<String> variables) {
        var arguments = program.addresses(command.stream().map(program::text).toList());
        var environment = program.addresses(variables.stream().map(program::text).toList());
        String name = command.getFirst();
        List<String> candidates = candidates(name);
        for (int i = 0; i < candidates.size(); i++) {
            Label next = program.label();
            starts.add(program.call(Call.EXECVE, program.text(candidates.get(i)), arguments, environment).orElse(next)
                    .to("start " + name));
            program.place(next);
            program.call(Call.WRITE, program.number(2), program.failureReport(), program.number(32)).orNot();
        }
        program.call(Call.EXIT_GROUP, program.number(127));
    }

    /// Where the program may be, as the C library looks for it.
    private List<String> candidates(String name) {
        if (name.contains("/") || name.isEmpty()) return List.of(name);
        String path = DEFAULT_PATH;
        for (String variable : spec.environment()) if (variable.startsWith("PATH=")) path = variable.substring(5);
        var candidates = new ArrayList<String>();
        for (String directory : path.split(":", -1)) candidates.add(directory.isEmpty() ? name : directory + "/" + name);
        return candidates;
    }
}
