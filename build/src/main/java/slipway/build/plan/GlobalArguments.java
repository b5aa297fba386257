package slipway.build.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import slipway.build.BuildRequest;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;
import slipway.dockerfile.expand.Expansion;
import slipway.image.Platform;

/// The arguments that `FROM`s see: those of the platforms, and those declared before the first stage. A stage sees one of
/// them once it declares it without a default.
final class GlobalArguments {

    private final Dockerfile file;
    private final Map<String, String> values = new HashMap<>();

    /// The arguments of one file for one platform.
    GlobalArguments(BuildRequest request, Dockerfile file, Platform platform) {
        this.file = file;
        platform("BUILD", Platform.local());
        platform("TARGET", platform);
        values.put("TARGETSTAGE", request.target().or(() -> file.stages().getLast().name()).orElse("default"));
        values.replaceAll((name, value) -> request.arguments().getOrDefault(name, value));
        for (Instruction.Arg arg : file.metaArgs()) {
            for (Instruction.Declaration declaration : arg.declarations()) declare(declaration, request);
        }
    }

    private void platform(String prefix, Platform platform) {
        values.put(prefix + "PLATFORM", platform.toString());
        values.put(prefix + "OS", platform.os());
        values.put(prefix + "OSVERSION", platform.osVersion().orElse(""));
        values.put(prefix + "ARCH", platform.architecture());
        values.put(prefix + "VARIANT", platform.variant().orElse(""));
    }

    private void declare(Instruction.Declaration declaration, BuildRequest request) {
        String name = declaration.name().text();
        Optional.ofNullable(request.arguments().get(name)).or(() -> declaration.defaultValue().map(this::text))
                .ifPresent(value -> values.put(name, value));
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// A word's text after expansion.
    String text(Word word) {
        return Expansion.of(file, this::value).text(word);
    }
}
