package slipway.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.Json;

/// What an image runs on: operating system, architecture and variant in Go's words, as in `linux/arm64/v8`.
///
/// Always in normal form: `x86_64` is `amd64`, `aarch64` is `arm64`, and the variants that a name implies are left out
/// (`arm64/v8`) or put in (`arm` is `arm/v7`), as containerd's platform package does.
public record Platform(String os, String architecture, Optional<String> variant, Optional<String> osVersion, List<String> osFeatures) {

    public Platform {
        osFeatures = List.copyOf(osFeatures);
    }

    public static Platform of(String os, String architecture) {
        return normal(os, architecture, Optional.empty(), Optional.empty(), List.of());
    }

    /// Reads `os/arch[/variant]`, `arch` or `os`.
    public static Platform parse(String text) {
        String[] parts = text.split("/", -1);
        boolean wellFormed = parts.length <= 3 && List.of(parts).stream().allMatch(part -> part.matches("[A-Za-z0-9_.()-]+"));
        if (!wellFormed) {
            throw new SlipwayException.BadInput(Problem.of("not a platform: " + text).hint("a platform looks like linux/amd64 or linux/arm/v7"));
        }
        if (parts.length > 1) return normal(parts[0], parts[1], parts.length == 3 ? Optional.of(parts[2]) : Optional.empty(), Optional.empty(), List.of());
        boolean isSystem = List.of("linux", "windows", "darwin", "freebsd").contains(parts[0].toLowerCase(Locale.ROOT));
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

    /// Whether an image for `other` can be taken where this platform is asked for. A wish for `linux/arm/v7` is met by
    /// lower variants of 32-bit ARM too.
    public boolean accepts(Platform other) {
        if (!os.equals(other.os) || !architecture.equals(other.architecture)) return false;
        if (variant.equals(other.variant)) return true;
        if (architecture.equals("arm")) return other.variant.orElse("v7").compareTo(variant.orElse("v7")) <= 0;
        return variant.isEmpty() != other.variant.isEmpty() && variant.or(other::variant).orElse("").equals("v1");
    }

    private static Platform normal(String os, String architecture, Optional<String> variant, Optional<String> version, List<String> features) {
        String arch = architecture.toLowerCase(Locale.ROOT);
        Optional<String> normalVariant = variant.map(v -> v.toLowerCase(Locale.ROOT)).filter(v -> !v.isEmpty());
        switch (arch) {
            case "x86_64", "x86-64" -> arch = "amd64";
            case "i386", "i486", "i586", "i686", "x86" -> arch = "386";
            case "aarch64" -> arch = "arm64";
            case "armhf" -> arch = "arm";
            case "armel" -> {
                arch = "arm";
                normalVariant = Optional.of("v6");
            }
            default -> {}
        }
        if (arch.equals("arm64") && normalVariant.filter(v -> v.equals("8") || v.equals("v8")).isPresent()) normalVariant = Optional.empty();
        if (arch.equals("amd64") && normalVariant.filter(v -> v.equals("v1")).isPresent()) normalVariant = Optional.empty();
        if (arch.equals("arm")) normalVariant = Optional.of(normalVariant.map(v -> v.startsWith("v") ? v : "v" + v).orElse("v7"));
        String system = os.toLowerCase(Locale.ROOT);
        return new Platform(system.equals("macos") ? "darwin" : system, arch, normalVariant, version.filter(v -> !v.isEmpty()), features);
    }

    @Override
    public String toString() {
        var parts = new ArrayList<>(List.of(os, architecture));
        variant.ifPresent(parts::add);
        return String.join("/", parts);
    }
}
