package slipway.compose;

import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Platform;

/// What Debian calls a platform.
///
/// @param name as in package names: `amd64`
/// @param triplet as in paths of libraries: `x86_64-linux-gnu`
record Architecture(String name, String triplet) {

    /// @throws SlipwayException.BadInput when Debian has no packages for the platform
    static Architecture of(Platform platform) {
        String name = platform.architecture() + platform.variant().map(variant -> "/" + variant).orElse("");
        if (!platform.os().equals("linux")) throw none(platform);
        return switch (name) {
            case "amd64" -> new Architecture("amd64", "x86_64-linux-gnu");
            case "arm64" -> new Architecture("arm64", "aarch64-linux-gnu");
            case "arm/v7" -> new Architecture("armhf", "arm-linux-gnueabihf");
            case "arm/v6", "arm/v5" -> new Architecture("armel", "arm-linux-gnueabi");
            case "386" -> new Architecture("i386", "i386-linux-gnu");
            case "ppc64le" -> new Architecture("ppc64el", "powerpc64le-linux-gnu");
            case "s390x" -> new Architecture("s390x", "s390x-linux-gnu");
            case "riscv64" -> new Architecture("riscv64", "riscv64-linux-gnu");
            case "mips64le" -> new Architecture("mips64el", "mips64el-linux-gnuabi64");
            case "loong64" -> new Architecture("loong64", "loongarch64-linux-gnu");
            default -> throw none(platform);
        };
    }

    private static SlipwayException.BadInput none(Platform platform) {
        return new SlipwayException.BadInput(Problem.of("there are no packages for the platform " + platform));
    }

    /// The text with `${arch}` and `${triplet}` replaced.
    String fill(String text) {
        return text.replace("${arch}", name).replace("${triplet}", triplet);
    }
}
