/* Tries the known ways out of a container, as its root. Prints a line for each that worked, and "done" at the end.
   Never run it where it might succeed: some ways change the machine. "--mounts-only" tries only what ends with the
   mount namespace. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *token;

static void out(const char *how) { printf("ESCAPED %s\n", how); fflush(stdout); }

/* A file of the machine, which is not in the container. */
static int sees(const char *prefix) {
    char path[4096];
    snprintf(path, sizeof path, "%s%s", prefix, token);
    return access(path, F_OK) == 0;
}

/* Whether a file of the kernel can be opened for writing. That is enough: what is written would stay. */
static int writes(const char *path) {
    int fd = open(path, O_WRONLY);
    if (fd >= 0) close(fd);
    return fd >= 0;
}

static void chroot_break(void) {
    mkdir("/jail", 0755);
    int root = open("/", O_RDONLY | O_DIRECTORY);
    if (chroot("/jail") || fchdir(root)) return;
    for (int i = 0; i < 100; i++) if (chdir("..")) break;
    if (chroot(".")) return;
    if (sees("")) out("chroot");
}

static void devices(int argc, char **argv) {
    const char *directories[] = {"/", "/dev", "/dev/shm", "/tmp", "/dev/mqueue", "/dev/pts", "/proc", "/sys"};
    for (unsigned i = 0; argc > 3 && i < sizeof directories / sizeof *directories; i++) {
        char path[64];
        snprintf(path, sizeof path, "%s/escape-disk", directories[i]);
        unlink(path);
        if (mknod(path, S_IFBLK | 0600, makedev(atoi(argv[2]), atoi(argv[3])))) continue;
        char byte;
        int fd = open(path, O_RDONLY);
        if (fd >= 0 && read(fd, &byte, 1) == 1) out(path);
        unlink(path);
        if (mknod(path, S_IFCHR | 0600, makedev(1, 1))) continue;
        if (open(path, O_RDONLY) >= 0) out("memory device");
        unlink(path);
    }
}

static void other_process(pid_t pid) {
    char path[64], buffer[8];
    const char *names[] = {"root", "cwd"};
    for (int i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "/proc/%d/%s", pid, names[i]);
        if (sees(path)) out(path);
        snprintf(path, sizeof path, "/proc/%d/%s/", pid, names[i]);
        if (open(path, O_RDONLY) >= 0 && pid != getpid() && sees(path)) out(path);
    }
    snprintf(path, sizeof path, "/proc/%d/exe", pid);
    if (open(path, O_RDWR) >= 0) out("exe of another process");
    snprintf(path, sizeof path, "/proc/%d/mem", pid);
    if (open(path, O_RDWR) >= 0) out("mem of another process");
    snprintf(path, sizeof path, "/proc/%d/fd/0", pid);
    if (open(path, O_RDONLY | O_NONBLOCK) >= 0) out("descriptor of another process");
    if (ptrace(PTRACE_ATTACH, pid, 0, 0) == 0) out("ptrace");
    if (ptrace(PTRACE_SEIZE, pid, 0, 0) == 0) out("ptrace seize");
    struct iovec local = {buffer, 8}, remote = {(void *) 0x20000000, 8};
    if (process_vm_readv(pid, &local, 1, &remote, 1, 0) > 0) out("memory of another process");
    if (process_vm_writev(pid, &local, 1, &remote, 1, 0) > 0) out("writing memory of another process");
    int fd = syscall(SYS_pidfd_open, pid, 0);
    if (fd >= 0 && syscall(SYS_pidfd_getfd, fd, 0, 0) >= 0) out("pidfd_getfd");
    if (fd >= 0 && setns(fd, CLONE_NEWNS) == 0) out("setns");
}

static void handles(void) {
    for (int fd = 0; fd < 64; fd++) {
        if (fd <= 2) continue;
        if (fcntl(fd, F_GETFD) >= 0) out("an open descriptor came along");
    }
    struct { struct file_handle handle; unsigned char bytes[8]; } root = {{8, 1}, {2, 0, 0, 0, 0, 0, 0, 0}};
    const char *files[] = {"/etc/hosts", "/etc/resolv.conf", "/dev/null", "/"};
    for (int i = 0; i < 4; i++) {
        int mount = open(files[i], O_RDONLY);
        if (mount >= 0 && syscall(SYS_open_by_handle_at, mount, &root, O_RDONLY) >= 0) out("open_by_handle_at");
    }
}

static void mounts(void) {
    mkdir("/escape-mnt", 0755);
    if (mount("none", "/escape-mnt", "tmpfs", 0, 0) == 0) out("mount tmpfs");
    if (mount("proc", "/escape-mnt", "proc", 0, 0) == 0) out("mount proc");
    if (mount(0, "/", 0, MS_REMOUNT | MS_BIND, 0) == 0) out("remount /");
    if (mount(0, "/proc/sys", 0, MS_REMOUNT | MS_BIND, 0) == 0) out("remount /proc/sys");
    if (umount2("/proc/sys", MNT_DETACH) == 0) out("umount /proc/sys");
    if (umount2("/etc/hosts", MNT_DETACH) == 0) out("umount /etc/hosts");
    if (syscall(SYS_open_tree, AT_FDCWD, "/", 1) >= 0) out("open_tree");
    if (syscall(SYS_fsopen, "tmpfs", 0) >= 0) out("fsopen");
    if (syscall(SYS_pivot_root, ".", ".") == 0) out("pivot_root");
    if (unshare(CLONE_NEWUSER) == 0) out("unshare user");
    if (unshare(CLONE_NEWNS) == 0) out("unshare mount");
    if (syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0) >= 0) out("clone user");
    unsigned long long arguments[11] = {CLONE_NEWUSER, 0, 0, 0, SIGCHLD};
    if (syscall(435, arguments, sizeof arguments) >= 0 || errno != ENOSYS) out("clone3");
    rmdir("/escape-mnt");
}

static void kernel(void) {
    if (writes("/proc/sys/kernel/core_pattern")) out("core_pattern");
    if (writes("/proc/sys/kernel/modprobe")) out("modprobe");
    if (writes("/proc/sys/vm/overcommit_memory")) out("overcommit");
    if (writes("/proc/sysrq-trigger")) out("sysrq");
    if (writes("/sys/kernel/uevent_helper")) out("uevent_helper");
    if (writes("/sys/power/state")) out("power");
    if (open("/proc/kcore", O_RDONLY) >= 0 && lseek(open("/proc/kcore", O_RDONLY), 0, SEEK_END) > 0) out("kcore");
    if (syscall(SYS_keyctl, 0, -1, 0, 0, 0) >= 0) out("keyctl");
    if (syscall(SYS_add_key, "user", "x", "y", 1, -1) >= 0) out("add_key");
    if (syscall(SYS_bpf, 0, 0, 0) >= 0 || errno != EPERM) out("bpf");
    if (syscall(SYS_perf_event_open, 0, 0, -1, -1, 0) >= 0 || errno != EPERM) out("perf_event_open");
    if (syscall(SYS_init_module, 0, 0, "") >= 0 || errno != EPERM) out("init_module");
    if (syscall(SYS_kexec_load, 0, 0, 0, 0) >= 0 || errno != EPERM) out("kexec_load");
    if (syscall(SYS_userfaultfd, 0) >= 0) out("userfaultfd");
    if (syscall(SYS_io_uring_setup, 1, 0) >= 0 || errno != EPERM) out("io_uring_setup");
    if (syscall(SYS_personality, 0x0400000) >= 0) out("personality");
    if (socket(38, SOCK_SEQPACKET, 0) >= 0 || errno != EPERM) out("AF_ALG");
    if (socket(40, SOCK_STREAM, 0) >= 0 || errno != EPERM) out("AF_VSOCK");
    if (sethostname("escape", 6) == 0) out("sethostname");
    if (syscall(SYS_swapon, "/x", 0) == 0 || errno != EPERM) out("swapon");
    if (syscall(SYS_reboot, 0, 0, 0, 0) == 0 || errno != EPERM) out("reboot");
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    if (strcmp(argv[1], "--mounts-only") == 0) {
        mounts();
        return 0;
    }
    token = argv[1];
    if (sees("")) out("the machine's file is in plain sight");
    kernel();
    mounts();
    devices(argc, argv);
    handles();
    if (getpid() != 1) other_process(1);
    if (getppid() > 1) other_process(getppid());
    pid_t child = fork();
    if (child == 0) {
        chroot_break();
        exit(0);
    }
    waitpid(child, 0, 0);
    rmdir("/jail");
    signal(SIGTERM, SIG_IGN);
    kill(-1, SIGTERM);
    kill(1, SIGKILL);
    if (getppid() > 1) out("killed towards the parent");
    printf("done\n");
    return 0;
}
