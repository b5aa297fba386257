package slipway.build.linux;

import java.util.Locale;
import java.util.Optional;

/// A processor we know the kernel's numbers for.
public enum Architecture {
    X86_64("x86_64", 0xc000003eL, 62, 0x10000, 0x20000),
    AARCH64("aarch64", 0xc00000b7L, 183, 0x4000, 0x8000);

    private final String kernelName;
    private final long audit;
    private final int elfMachine;
    private final int directoryFlag;
    private final int noFollowFlag;

    Architecture(String kernelName, long audit, int elfMachine, int directoryFlag, int noFollowFlag) {
        this.kernelName = kernelName;
        this.audit = audit;
        this.elfMachine = elfMachine;
        this.directoryFlag = directoryFlag;
        this.noFollowFlag = noFollowFlag;
    }

    /// The one this process runs on, if we know it.
    public static Optional<Architecture> current() {
        return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> Optional.of(X86_64);
            case "aarch64", "arm64" -> Optional.of(AARCH64);
            default -> Optional.empty();
        };
    }

    /// Its name in `uname -m`.
    public String kernelName() {
        return kernelName;
    }

    /// `AUDIT_ARCH_…`, by which a system call filter tells architectures apart.
    public long audit() {
        return audit;
    }

    /// `e_machine` of an ELF file.
    public int elfMachine() {
        return elfMachine;
    }

    /// `O_DIRECTORY`.
    public int directoryFlag() {
        return directoryFlag;
    }

    /// `O_NOFOLLOW`.
    public int noFollowFlag() {
        return noFollowFlag;
    }
}
