package slipway.check.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import slipway.dockerfile.pattern.IgnoreFile;

/// What a Dockerfile is checked with, besides its own text.
///
/// @param arguments what `--build-arg` gives
/// @param target the stage to build; the last one if absent
/// @param stages whether stages that the target does not need are looked into, too; see [#needed]
/// @param platform the platform to build for
/// @param buildPlatform the platform that builds
/// @param ignored what the context leaves out
public record Given(
        SequencedMap<String, String> arguments,
        Optional<String> target,
        Stages stages,
        PlatformName platform,
        PlatformName buildPlatform,
        IgnoreFile ignored,
        BaseImages bases) {

    /// Which stages are looked into.
    public enum Stages {
        /// All of them, unless a target is named.
        ALL,
        /// Those that are built.
        NEEDED
    }

    public Given {
        arguments = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(arguments));
    }

    /// No arguments, no target, no base image, for `linux/amd64`.
    public static Given nothing() {
        PlatformName platform = PlatformName.LINUX_AMD64;
        return new Given(new LinkedHashMap<>(), Optional.empty(), Stages.ALL, platform, platform, IgnoreFile.none(),
                BaseImages.unknown());
    }

    public Given arguments(Map<String, String> arguments) {
        return new Given(new LinkedHashMap<>(arguments), target, stages, platform, buildPlatform, ignored, bases);
    }

    public Given target(String target) {
        return new Given(arguments, Optional.of(target), stages, platform, buildPlatform, ignored, bases);
    }

    /// Looks only into stages that the target needs, as a build does.
    public Given needed() {
        return new Given(arguments, target, Stages.NEEDED, platform, buildPlatform, ignored, bases);
    }

    public Given platforms(PlatformName platform, PlatformName buildPlatform) {
        return new Given(arguments, target, stages, platform, buildPlatform, ignored, bases);
    }

    public Given ignored(IgnoreFile ignored) {
        return new Given(arguments, target, stages, platform, buildPlatform, ignored, bases);
    }

    public Given bases(BaseImages bases) {
        return new Given(arguments, target, stages, platform, buildPlatform, ignored, bases);
    }
}
