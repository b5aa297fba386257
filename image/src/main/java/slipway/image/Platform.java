package slipway.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.Json;

/// What an image runs on: operating system, architecture and variant in Go's words, as in `linux/arm/v7`.
///
/// Always in normal form: `x86_64` is `amd64`, `aarch64` is `arm64`, and the variants that a name implies are left out
/// (`arm64/v8`, `amd64/v1`) or put in (`arm` is `arm/v7`), as containerd's platform package does.
public record Platform(
        String os, String architecture, Optional<String> variant, Optional<String> osVersion, List<String> osFeatures) {

    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_.()-]{1,64}");
    private static final Pattern LEVEL = Pattern.compile("v([0-9]{1,2})(\\..*)?");

    public Platform {
        osFeatures = List.copyOf(osFeatures);
    }

    public static Platform of(String os, String architecture) {
        return normal(os, architecture, Optional.empty(), Optional.empty(), List.of());
    }

    /// Reads `os/arch[/variant]`, `arch` or `os`.
    ///
    /// @throws SlipwayException.BadInput when it is none of these
    public static Platform parse(String text) {
        String[] parts = text.split("/", -1);
        boolean wellFormed = parts.length <= 3 && List.of(parts).stream().allMatch(part -> PART.matcher(part).matches());
        if (!wellFormed) {
            throw new SlipwayException.BadInput(Problem.of("not a platform: " + text)
                    .hint("a platform looks like linux/amd64 or linux/arm/v7"));
        }
        if (parts.length > 1) {
            Optional<String> variant = parts.length == 3 ? Optional.of(parts[2]) : Optional.empty();
            return normal(parts[0], parts[1], variant, Optional.empty(), List.of());
        }
        boolean isSystem = List.of("linux", "windows", "darwin", "macos", "freebsd")
                .contains(parts[0].toLowerCase(Locale.ROOT));
        return isSystem ? of(parts[0], local().architecture) : of("linux", parts[0]);
    }

    /// The platform this process runs on.
    public static Platform local() {
        return of("linux", System.getProperty("os.arch"));
    }

    static Platform fromJson(Json.Obj json) {
        return normal(json.string("os").orElse(""), json.string("architecture").orElse(""), json.string("variant"),
                json.string("os.version"), json.strings("os.features"));
    }

    public Json.Obj toJson() {
        return Json.object()
                .put("architecture", architecture)
                .put("os", os)
                .putIfPresent("os.version", osVersion)
                .putUnlessEmpty("os.features", osFeatures)
                .putIfPresent("variant", variant)
                .build();
    }

    /// Whether an image for `other` can be taken where this platform is asked for: the same system and architecture, and a
    /// variant that is no higher. So a wish for `linux/arm/v7` is met by `linux/arm/v6` too.
    public boolean accepts(Platform other) {
        if (!os.equals(other.os) || !architecture.equals(other.architecture)) return false;
        return variant.equals(other.variant) || other.level() >= 0 && other.level() <= level();
    }

    /// How high the variant is among those of its architecture; -1 for one that cannot be compared.
    int level() {
        int implied = switch (architecture) {
            case "amd64" -> 1;
            case "arm64" -> 8;
            case "arm" -> 7;
            default -> 0;
        };
        if (variant.isEmpty()) return implied;
        var level = LEVEL.matcher(variant.get());
        return implied > 0 && level.matches() ? Integer.parseInt(level.group(1)) : -1;
    }

    private static Platform normal(
            String os, String architecture, Optional<String> variant, Optional<String> version, List<String> features) {
        String arch = architecture.toLowerCase(Locale.ROOT);
        Optional<String> normalVariant = variant.map(v -> v.toLowerCase(Locale.ROOT)).filter(v -> !v.isEmpty());
        switch (arch) {
            case "x86_64", "x86-64" -> arch = "amd64";
            case "i386", "i486", "i586", "i686", "x86" -> arch = "386";
            case "aarch64" -> arch = "arm64";
            case "armhf" -> {
                arch = "arm";
                normalVariant = Optional.of("v7");
            }
            case "armel" -> {
                arch = "arm";
                normalVariant = Optional.of("v6");
            }
            default -> {}
        }
        String system = os.toLowerCase(Locale.ROOT);
        return new Platform(system.equals("macos") ? "darwin" : system, arch, implied(arch, normalVariant),
                version.filter(v -> !v.isEmpty()), features);
    }

    /// A variant in its normal form: none where the architecture says it already.
    private static Optional<String> implied(String architecture, Optional<String> variant) {
        return switch (architecture) {
            case "arm64" -> variant.filter(v -> !v.equals("8") && !v.equals("v8"));
            case "amd64" -> variant.filter(v -> !v.equals("v1"));
            case "arm" -> Optional.of(variant.map(v -> v.startsWith("v") ? v : "v" + v).orElse("v7"));
            default -> variant;
        };
    }

    @Override
    public String toString() {
        var parts = new ArrayList<>(List.of(os, architecture));
        variant.ifPresent(parts::add);
        return String.join("/", parts);
    }
}
