package slipway.check.view;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A platform as `--platform` names it, in the one spelling it has: `x86_64` is `linux/amd64`.
///
/// @param variant empty where it is the usual one
public record PlatformName(String os, String architecture, Optional<String> variant) {

    public static final PlatformName LINUX_AMD64 = new PlatformName("linux", "amd64", Optional.empty());

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Set<String> SYSTEMS = Set.of("aix", "android", "darwin", "dragonfly", "freebsd", "illumos", "ios",
            "js", "linux", "netbsd", "openbsd", "plan9", "solaris", "wasip1", "windows");
    private static final Set<String> ARCHITECTURES = Set.of("386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be",
            "ppc64", "ppc64le", "loong64", "mips", "mipsle", "mips64", "mips64le", "mips64p32", "mips64p32le", "ppc",
            "riscv", "riscv64", "s390", "s390x", "sparc", "sparc64", "wasm");

    /// Reads `os`, `architecture`, `os/architecture` or `os/architecture/variant`; empty if it is none of these.
    public static Optional<PlatformName> parse(String text) {
        List<String> parts = List.of(text.replaceFirst("\\([^)/]*\\)", "").split("/", -1));
        if (parts.size() > 3 || !parts.stream().allMatch(part -> PART.matcher(part).matches())) return Optional.empty();
        String first = system(parts.getFirst());
        if (parts.size() > 1) {
            return Optional.of(of(first, parts.get(1), parts.size() == 3 ? parts.get(2) : ""));
        }
        if (SYSTEMS.contains(first)) return Optional.of(new PlatformName(first, "amd64", Optional.empty()));
        PlatformName guessed = of("linux", parts.getFirst(), "");
        return ARCHITECTURES.contains(guessed.architecture) ? Optional.of(guessed) : Optional.empty();
    }

    private static String system(String os) {
        String folded = os.toLowerCase(Locale.ROOT);
        return folded.equals("macos") ? "darwin" : folded;
    }

    private static PlatformName of(String os, String architecture, String variant) {
        String arch = architecture.toLowerCase(Locale.ROOT);
        String kind = variant.toLowerCase(Locale.ROOT);
        return switch (arch) {
            case "i386" -> named(os, "386", "");
            case "x86_64", "x86-64", "amd64" -> named(os, "amd64", kind.equals("v1") ? "" : kind);
            case "aarch64", "arm64" -> named(os, "arm64", kind.equals("8") || kind.equals("v8") ? "" : kind);
            case "armhf" -> named(os, "arm", "v7");
            case "armel" -> named(os, "arm", "v6");
            case "arm" -> named(os, "arm", kind.isEmpty() ? "v7" : kind.matches("[5-8]") ? "v" + kind : kind);
            default -> named(os, arch, kind);
        };
    }

    private static PlatformName named(String os, String architecture, String variant) {
        return new PlatformName(os, architecture, Optional.of(variant).filter(text -> !text.isEmpty()));
    }

    @Override
    public String toString() {
        return os + "/" + architecture + variant.map(name -> "/" + name).orElse("");
    }
}
