package slipway.build.linux;

import java.util.Map;

/// The kernel's error numbers, in words. The numbers are those of the generic table, which both architectures use.
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EIO = 5;
    public static final int ENOEXEC = 8;
    public static final int EACCES = 13;
    public static final int EEXIST = 17;
    public static final int EXDEV = 18;
    public static final int ENOTDIR = 20;
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;
    public static final int ERANGE = 34;
    public static final int ENOSYS = 38;
    public static final int ELOOP = 40;
    public static final int ENODATA = 61;
    public static final int EOPNOTSUPP = 95;

    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(EPERM, "EPERM, operation not permitted"), Map.entry(ENOENT, "ENOENT, no such file or directory"),
            Map.entry(5, "EIO, input/output error"), Map.entry(7, "E2BIG, argument list too long"),
            Map.entry(ENOEXEC, "ENOEXEC, not an executable format"), Map.entry(11, "EAGAIN, try again"),
            Map.entry(12, "ENOMEM, out of memory"), Map.entry(EACCES, "EACCES, permission denied"),
            Map.entry(16, "EBUSY, busy"), Map.entry(EEXIST, "EEXIST, file exists"),
            Map.entry(EXDEV, "EXDEV, crosses file systems"), Map.entry(19, "ENODEV, no such device"),
            Map.entry(ENOTDIR, "ENOTDIR, not a directory"), Map.entry(21, "EISDIR, is a directory"),
            Map.entry(EINVAL, "EINVAL, invalid argument"), Map.entry(24, "EMFILE, too many open files"),
            Map.entry(26, "ETXTBSY, text file busy"), Map.entry(27, "EFBIG, file too large"),
            Map.entry(ENOSPC, "ENOSPC, no space left"), Map.entry(30, "EROFS, read-only file system"),
            Map.entry(ERANGE, "ERANGE, result too large"), Map.entry(36, "ENAMETOOLONG, name too long"),
            Map.entry(ENOSYS, "ENOSYS, unknown to this kernel"), Map.entry(39, "ENOTEMPTY, directory not empty"),
            Map.entry(ELOOP, "ELOOP, too many links"), Map.entry(ENODATA, "ENODATA, no such attribute"),
            Map.entry(80, "ELIBBAD, damaged shared library"), Map.entry(87, "EUSERS, too many users"),
            Map.entry(EOPNOTSUPP, "EOPNOTSUPP, not supported"), Map.entry(122, "EDQUOT, quota exceeded"));

    private Errno() { }

    /// Its name and what it means, such as `EPERM, operation not permitted`.
    public static String words(int errno) {
        return WORDS.getOrDefault(errno, "error " + errno);
    }
}
