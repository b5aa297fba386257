package slipway.build.linux;

/// A system call, with its number on each architecture.
public enum Call {
    CAPSET(126, 91), CHDIR(80, 49), CLONE(56, 220), CLOSE(3, 57), CLOSE_RANGE(436, 436),
    DUP3(292, 24), EXECVE(59, 221), EXIT_GROUP(231, 94), FCHMODAT(268, 53), FCHOWNAT(260, 54), FSCONFIG(431, 431),
    FSMOUNT(432, 432), FSOPEN(430, 430), GETDENTS64(217, 61),
    GETPID(39, 172), IOCTL(16, 29), KILL(62, 129), LGETXATTR(192, 9), LINKAT(265, 37), LLISTXATTR(195, 12),
    LREMOVEXATTR(198, 15), LSEEK(8, 62), LSETXATTR(189, 6),
    MEMFD_CREATE(319, 279), MKDIRAT(258, 34), MKNODAT(259, 33), MOUNT(165, 40), MOUNT_SETATTR(442, 442),
    MOVE_MOUNT(429, 429), OPENAT(257, 56), OPENAT2(437, 437), OPEN_TREE(428, 428), PIPE2(293, 59),
    PIVOT_ROOT(155, 41), PRCTL(157, 167), PRLIMIT64(302, 261), READ(0, 63), READLINKAT(267, 78),
    RENAMEAT2(316, 276), RT_SIGACTION(13, 134),
    RT_SIGPROCMASK(14, 135), SETGROUPS(116, 159), SETHOSTNAME(170, 161), SETRESGID(119, 149), SETRESUID(117, 147),
    SETSID(112, 157), SOCKET(41, 198), STATX(332, 291), SYMLINKAT(266, 36), UMASK(95, 166),
    UMOUNT2(166, 39), UNLINKAT(263, 35), UNSHARE(272, 97), UTIMENSAT(280, 88), WAIT4(61, 260), WRITE(1, 64);

    private final int x86;
    private final int aarch64;

    Call(int x86, int aarch64) {
        this.x86 = x86;
        this.aarch64 = aarch64;
    }

    /// The number the kernel knows it by.
    public int number(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> x86;
            case AARCH64 -> aarch64;
        };
    }
}
