package slipway.build.run.execute;

import java.util.ArrayList;
import java.util.List;

/// The rights into which the kernel divides root's power.
final class Capabilities {
    /// By number, as in the kernel's header.
    private static final List<String> NAMES = List.of(
            "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETGID",
            "CAP_SETUID", "CAP_SETPCAP", "CAP_LINUX_IMMUTABLE", "CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST",
            "CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_IPC_LOCK", "CAP_IPC_OWNER", "CAP_SYS_MODULE", "CAP_SYS_RAWIO",
            "CAP_SYS_CHROOT", "CAP_SYS_PTRACE", "CAP_SYS_PACCT", "CAP_SYS_ADMIN", "CAP_SYS_BOOT", "CAP_SYS_NICE",
            "CAP_SYS_RESOURCE", "CAP_SYS_TIME", "CAP_SYS_TTY_CONFIG", "CAP_MKNOD", "CAP_LEASE", "CAP_AUDIT_WRITE",
            "CAP_AUDIT_CONTROL", "CAP_SETFCAP", "CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG", "CAP_WAKE_ALARM",
            "CAP_BLOCK_SUSPEND", "CAP_AUDIT_READ", "CAP_PERFMON", "CAP_BPF", "CAP_CHECKPOINT_RESTORE");

    /// What a container gets from Docker unless it asks for more: fourteen rights.
    static final long DEFAULT = 0xa80425fbL;
    static final long ALL = -1L;

    static final int SYS_ADMIN = 21;

    private Capabilities() { }

    static List<String> names(long set) {
        var names = new ArrayList<String>();
        for (int i = 0; i < NAMES.size(); i++) if ((set >> i & 1) != 0) names.add(NAMES.get(i));
        return names;
    }

    static long allowed(ProcessSpec.Confinement confinement) {
        return switch (confinement) {
            case SANDBOX -> DEFAULT;
            case INSECURE -> ALL;
        };
    }
}
