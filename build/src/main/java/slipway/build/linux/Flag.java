package slipway.build.linux;

/// Numbers of the kernel's interface that are the same on every architecture we know, under the kernel's own names.
public final class Flag {
    public static final int AT_FDCWD = -100;
    public static final int AT_EMPTY_PATH = 0x1000;
    public static final int AT_RECURSIVE = 0x8000;
    public static final int AT_REMOVEDIR = 0x200;
    public static final int AT_SYMLINK_NOFOLLOW = 0x100;

    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0x40;
    public static final int O_EXCL = 0x80;
    public static final int O_CLOEXEC = 0x80000;
    public static final int O_PATH = 0x200000;

    public static final int RESOLVE_NO_MAGICLINKS = 0x02;
    public static final int RESOLVE_IN_ROOT = 0x10;

    public static final int S_IFREG = 0x8000;

    public static final long CLONE_VM = 0x100;
    public static final long CLONE_PARENT_SETTID = 0x100000;
    public static final long CLONE_NEWNS = 0x20000;
    public static final long CLONE_NEWUTS = 0x4000000;
    public static final long CLONE_NEWIPC = 0x8000000;
    public static final long CLONE_NEWPID = 0x20000000;
    public static final long CLONE_NEWNET = 0x40000000;

    public static final int SIGKILL = 9;
    public static final int SIGCHLD = 17;
    public static final int WALL = 0x40000000;

    public static final long MS_NOSUID = 2;
    public static final long MS_NODEV = 4;
    public static final long MS_NOEXEC = 8;
    public static final long MS_REC = 0x4000;
    public static final long MS_PRIVATE = 0x40000;
    public static final int MNT_DETACH = 2;
    public static final int UMOUNT_NOFOLLOW = 8;

    public static final int OPEN_TREE_CLONE = 1;
    public static final int MOVE_MOUNT_F_EMPTY_PATH = 0x4;
    public static final int MOVE_MOUNT_T_EMPTY_PATH = 0x40;
    public static final int FSCONFIG_SET_STRING = 1;
    public static final int FSCONFIG_CMD_CREATE = 6;
    public static final long MOUNT_ATTR_RDONLY = 0x1;
    public static final long MOUNT_ATTR_NOSUID = 0x2;
    public static final long MOUNT_ATTR_NODEV = 0x4;
    public static final long MOUNT_ATTR_NOEXEC = 0x8;

    public static final long TIOCSCTTY = 0x540e;
    public static final long TIOCSWINSZ = 0x5414;
    public static final long TIOCGPTN = 0x8004_5430L;
    public static final long TIOCSPTLCK = 0x4004_5431L;

    public static final int PR_SET_PDEATHSIG = 1;
    public static final int PR_SET_SECCOMP = 22;
    public static final int PR_CAPBSET_DROP = 24;
    public static final int SECCOMP_MODE_FILTER = 2;

    private Flag() { }
}
