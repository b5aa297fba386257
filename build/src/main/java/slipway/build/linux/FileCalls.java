package slipway.build.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.layer.RawText;

/// System calls about files that Java lacks: names of any bytes, relative to open directories, links never followed.
///
/// A name is one part of a path, relative to the directory that a descriptor stands for, so that nobody who changes the
/// tree can lead us elsewhere. Text is as [RawText] has it. Descriptors are numbers that the caller closes. Each failure
/// is a [CallFailed]. Not for use by several threads at once.
public final class FileCalls implements AutoCloseable {

    private static final int NO_FOLLOW = Flag.AT_SYMLINK_NOFOLLOW;
    private static final int O_CLOEXEC = Flag.O_CLOEXEC;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CREATE_NEW = Flag.O_WRONLY | Flag.O_CREAT | Flag.O_EXCL;
    private static final int STATX_BASIC = 0x7ff;
    private static final long UTIME_OMIT = (1L << 30) - 2;

    private static final int EINTR = 4;
    private static final int TEXT = 1 << 16;
    private static final int BUFFER = 1 << 17;

    private static final Architecture MACHINE = Architecture.current().orElseThrow(() ->
            new SlipwayException.BadInput(Problem.of("this processor is not supported: " + System.getProperty("os.arch"))));
    private static final int O_DIRECTORY = MACHINE.directoryFlag();
    private static final int O_NOFOLLOW = MACHINE.noFollowFlag();

    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    @SuppressWarnings("restricted")
    private static final MethodHandle SYSCALL = Linker.nativeLinker().downcallHandle(
            Linker.nativeLinker().defaultLookup().find("syscall").orElseThrow(),
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG),
            Linker.Option.captureCallState("errno"));

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment state = arena.allocate(STATE);
    private final MemorySegment first = arena.allocate(TEXT);
    private final MemorySegment second = arena.allocate(TEXT);
    private final MemorySegment buffer = arena.allocate(BUFFER, 8);

    /// What is known of a file without opening it.
    ///
    /// @param mode type and permission bits, as the kernel has them
    /// @param fileSystem tells inodes of one number apart
    public record Stat(int mode, int uid, int gid, long size, long seconds, int major, int minor, long fileSystem,
            long inode, long links) {

        /// The bits that tell files, directories and others apart.
        public int type() {
            return mode & 0170000;
        }
    }

    /// For calls of this thread.
    public static FileCalls open() {
        return new FileCalls();
    }

    private FileCalls() {}

    @Override
    public void close() {
        arena.close();
    }

    /// Opens a directory by its path, following links: for the roots of trees, which are ours.
    public int openRoot(Path directory) throws IOException {
        String path = directory.toAbsolutePath().toString();
        return (int) call(Call.OPENAT, path, Flag.AT_FDCWD, text(first, path), O_DIRECTORY | O_CLOEXEC, 0, 0);
    }

    /// Opens a directory in a directory.
    public int openDirectory(int directory, String name) throws IOException {
        return (int) call(Call.OPENAT, name, directory, text(first, name), O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0, 0);
    }

    /// Opens a file for reading.
    public int openFile(int directory, String name) throws IOException {
        return (int) call(Call.OPENAT, name, directory, text(first, name), O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0, 0);
    }

    /// Makes a file that is not there yet, and opens it for writing.
    public int createFile(int directory, String name) throws IOException {
        return (int) call(Call.OPENAT, name, directory, text(first, name), O_CREATE_NEW | O_NOFOLLOW | O_CLOEXEC, 0600, 0);
    }

    public void close(int descriptor) throws IOException {
        call(Call.CLOSE, "a file", descriptor, 0, 0, 0, 0);
    }

    /// Reads some bytes; -1 at the end.
    public int read(int file, byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) return 0;
        int count = (int) call(Call.READ, "a file", file, buffer.address(), Math.min(length, BUFFER), 0, 0);
        if (count == 0) return -1;
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, offset, count);
        return count;
    }

    /// Writes all the bytes.
    public void write(int file, byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, BUFFER);
            MemorySegment.copy(bytes, offset + done, buffer, ValueLayout.JAVA_BYTE, 0, part);
            int written = 0;
            while (written < part) {
                written += (int) call(Call.WRITE, "a file", file, buffer.address() + written, part - written, 0, 0);
            }
            done += part;
        }
    }

    /// Makes a pseudo-terminal and opens its controlling side. pty(7).
    public int openPseudoTerminal() throws IOException {
        String path = "/dev/ptmx";
        int master = (int) call(Call.OPENAT, path, Flag.AT_FDCWD, text(first, path), Flag.O_RDWR | O_CLOEXEC, 0, 0);
        buffer.set(ValueLayout.JAVA_INT, 0, 0);
        call(Call.IOCTL, path, master, Flag.TIOCSPTLCK, buffer.address(), 0, 0);
        return master;
    }

    /// The number of a pseudo-terminal: its other side is `/dev/pts/<number>`.
    public int pseudoTerminalNumber(int master) throws IOException {
        call(Call.IOCTL, "a terminal", master, Flag.TIOCGPTN, buffer.address(), 0, 0);
        return buffer.get(ValueLayout.JAVA_INT, 0);
    }

    /// Says how large a terminal's window is. ioctl_tty(2).
    public void resizeTerminal(int terminal, int columns, int rows) throws IOException {
        buffer.set(ValueLayout.JAVA_SHORT, 0, (short) rows);
        buffer.set(ValueLayout.JAVA_SHORT, 2, (short) columns);
        buffer.set(ValueLayout.JAVA_INT, 4, 0);
        call(Call.IOCTL, "a terminal", terminal, Flag.TIOCSWINSZ, buffer.address(), 0, 0);
    }

    /// The names in a directory, in no order, without `.` and `..`. The descriptor must be fresh.
    public List<String> list(int directory) throws IOException {
        var names = new ArrayList<String>();
        while (true) {
            int count = (int) call(Call.GETDENTS64, "a directory", directory, buffer.address(), BUFFER, 0, 0);
            if (count == 0) return names;
            for (int at = 0; at < count; at += buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 16) & 0xffff) {
                String name = text(buffer, at + 19);
                if (!name.equals(".") && !name.equals("..")) names.add(name);
            }
        }
    }

    /// What is at a name; of a link, the link's own.
    public Stat stat(int directory, String name) throws IOException {
        call(Call.STATX, name, directory, text(first, name), NO_FOLLOW, STATX_BASIC, buffer.address());
        return new Stat(buffer.get(ValueLayout.JAVA_SHORT, 28) & 0xffff, buffer.get(ValueLayout.JAVA_INT, 20),
                buffer.get(ValueLayout.JAVA_INT, 24), buffer.get(ValueLayout.JAVA_LONG, 40),
                buffer.get(ValueLayout.JAVA_LONG, 112), buffer.get(ValueLayout.JAVA_INT, 128),
                buffer.get(ValueLayout.JAVA_INT, 132), buffer.get(ValueLayout.JAVA_LONG, 136),
                buffer.get(ValueLayout.JAVA_LONG, 32),
                Integer.toUnsignedLong(buffer.get(ValueLayout.JAVA_INT, 16)));
    }

    /// The same, or nothing if nothing is there.
    public Optional<Stat> find(int directory, String name) throws IOException {
        try {
            return Optional.of(stat(directory, name));
        } catch (CallFailed e) {
            if (e.errno() == Errno.ENOENT) return Optional.empty();
            throw e;
        }
    }

    /// What a symbolic link says.
    public String readLink(int directory, String name) throws IOException {
        int count = (int) call(Call.READLINKAT, name, directory, text(first, name), buffer.address(), TEXT, 0);
        byte[] bytes = new byte[count];
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, 0, count);
        return RawText.decode(bytes);
    }

    public void makeDirectory(int directory, String name) throws IOException {
        call(Call.MKDIRAT, name, directory, text(first, name), 0700, 0, 0);
    }

    public void makeLink(String target, int directory, String name) throws IOException {
        call(Call.SYMLINKAT, name, text(second, target), directory, text(first, name), 0, 0);
    }

    /// Makes another name for a file. Links are not followed.
    public void hardLink(int from, String name, int to, String newName) throws IOException {
        call(Call.LINKAT, newName, from, text(first, name), to, text(second, newName), 0);
    }

    /// Makes a device or a named pipe.
    ///
    /// @param mode type and permission bits
    public void makeNode(int directory, String name, int mode, int major, int minor) throws IOException {
        long device = (minor & 0xffL) | (major & 0xfffL) << 8 | (minor & ~0xffL) << 12 | (major & ~0xfffL) << 32;
        call(Call.MKNODAT, name, directory, text(first, name), mode, device, 0);
    }

    public void rename(int from, String name, int to, String newName) throws IOException {
        call(Call.RENAMEAT2, name, from, text(first, name), to, text(second, newName), 0);
    }

    /// Deletes what is no directory.
    public void delete(int directory, String name) throws IOException {
        call(Call.UNLINKAT, name, directory, text(first, name), 0, 0, 0);
    }

    public void deleteDirectory(int directory, String name) throws IOException {
        call(Call.UNLINKAT, name, directory, text(first, name), Flag.AT_REMOVEDIR, 0, 0);
    }

    /// Gives a file to others; of a link, the link itself.
    public void setOwner(int directory, String name, int uid, int gid) throws IOException {
        call(Call.FCHOWNAT, name, directory, text(first, name),
                Integer.toUnsignedLong(uid), Integer.toUnsignedLong(gid), NO_FOLLOW);
    }

    /// Sets the permission bits of what is no link.
    public void setMode(int directory, String name, int mode) throws IOException {
        call(Call.FCHMODAT, name, directory, text(first, name), mode, 0, 0);
    }

    /// Sets when something was modified, in whole seconds; of a link, the link itself.
    public void setModified(int directory, String name, long seconds) throws IOException {
        buffer.set(ValueLayout.JAVA_LONG, 0, 0);
        buffer.set(ValueLayout.JAVA_LONG, 8, UTIME_OMIT);
        buffer.set(ValueLayout.JAVA_LONG, 16, seconds);
        buffer.set(ValueLayout.JAVA_LONG, 24, 0);
        call(Call.UTIMENSAT, name, directory, text(first, name), buffer.address(), NO_FOLLOW, 0);
    }

    /// The names of the extended attributes.
    public List<String> attributes(int directory, String name) throws IOException {
        int count;
        try {
            count = (int) call(Call.LLISTXATTR, name, text(first, handle(directory, name)), buffer.address(), BUFFER, 0, 0);
        } catch (CallFailed e) {
            if (e.errno() == Errno.EOPNOTSUPP) return List.of();
            throw e;
        }
        var names = new ArrayList<String>();
        for (int at = 0; at < count; ) {
            int end = at;
            while (buffer.get(ValueLayout.JAVA_BYTE, end) != 0) end++;
            names.add(text(buffer, at));
            at = end + 1;
        }
        return names;
    }

    /// The value of an extended attribute, or nothing if there is none.
    public Optional<byte[]> attribute(int directory, String name, String attribute) throws IOException {
        try {
            int count = (int) call(Call.LGETXATTR, name, text(first, handle(directory, name)), text(second, attribute),
                    buffer.address(), TEXT, 0);
            byte[] value = new byte[count];
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, value, 0, count);
            return Optional.of(value);
        } catch (CallFailed e) {
            if (e.errno() == Errno.ENODATA || e.errno() == Errno.EOPNOTSUPP) return Optional.empty();
            throw e;
        }
    }

    public void setAttribute(int directory, String name, String attribute, byte[] value) throws IOException {
        if (value.length > BUFFER) throw new CallFailed("lsetxattr", name, 7);
        MemorySegment.copy(value, 0, buffer, ValueLayout.JAVA_BYTE, 0, value.length);
        call(Call.LSETXATTR, name, text(first, handle(directory, name)), text(second, attribute),
                buffer.address(), value.length, 0);
    }

    public void removeAttribute(int directory, String name, String attribute) throws IOException {
        call(Call.LREMOVEXATTR, name, text(first, handle(directory, name)), text(second, attribute), 0, 0, 0);
    }

    /// Mounts a file system of a type that needs no options.
    public void mount(String source, Path target, String type) throws IOException {
        // The kernel copies all three texts; the buffer has room for the third.
        call(Call.MOUNT, type, text(first, source), text(second, target.toString()), text(buffer, type), 0, 0);
    }

    /// Takes a mount away, at the latest when its last user is gone.
    public void unmount(Path target) throws IOException {
        call(Call.UMOUNT2, target.toString(), text(first, target.toString()), Flag.MNT_DETACH, 0, 0, 0);
    }

    /// A path that leads to a name in an open directory: calls about attributes know no directories.
    private static String handle(int directory, String name) {
        return "/proc/self/fd/" + directory + "/" + name;
    }

    private static long text(MemorySegment place, String text) throws IOException {
        byte[] bytes = RawText.encode(text);
        if (bytes.length >= TEXT) throw new CallFailed("naming", text.substring(0, 99), 36);
        MemorySegment.copy(bytes, 0, place, ValueLayout.JAVA_BYTE, 0, bytes.length);
        place.set(ValueLayout.JAVA_BYTE, bytes.length, (byte) 0);
        return place.address();
    }

    private static String text(MemorySegment place, long at) {
        long end = at;
        while (place.get(ValueLayout.JAVA_BYTE, end) != 0) end++;
        byte[] bytes = new byte[(int) (end - at)];
        MemorySegment.copy(place, ValueLayout.JAVA_BYTE, at, bytes, 0, bytes.length);
        return RawText.decode(bytes);
    }

    private long call(Call call, String about, long a, long b, long c, long d, long e) throws IOException {
        long result;
        int errno;
        do {
            try {
                result = (long) SYSCALL.invokeExact(state, (long) call.number(MACHINE), a, b, c, d, e);
            } catch (Throwable t) {
                throw new IllegalStateException("a system call cannot throw", t);
            }
            errno = result < 0 ? (int) ERRNO.get(state, 0L) : 0;
        } while (errno == EINTR);
        if (result < 0) throw new CallFailed(call.name().toLowerCase(java.util.Locale.ROOT), about, errno);
        return result;
    }
}
