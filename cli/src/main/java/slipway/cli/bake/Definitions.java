package slipway.cli.bake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.bake.Bake;
import slipway.bake.BakeFiles;
import slipway.bake.Resolution;
import slipway.bake.Surroundings;
import slipway.cli.Call;
import slipway.cli.check.CallOption;
import slipway.cli.spec.Option;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Platform;

/// Reads the definition that options name, and resolves the targets that operands do.
final class Definitions {

    private static final String FILES = "BUILDX_BAKE_FILE";
    private static final String SEPARATOR = "BUILDX_BAKE_PATH_SEPARATOR";

    private Definitions() {}

    static Bake read(Call call) throws IOException {
        List<String> files = call.arguments().values(BakeOptions.FILE);
        if (files.isEmpty() && call.variable(FILES).isPresent()) {
            String separator = call.variable(SEPARATOR).orElse(":");
            files = Stream.of(call.variable(FILES).get().split(java.util.regex.Pattern.quote(separator)))
                    .map(String::strip).filter(file -> !file.isEmpty()).toList();
        }
        Path dotEnv = call.path(".env");
        var surroundings = new Surroundings(call.environment(), variables(call), Files.isRegularFile(dotEnv)
                ? Optional.of(Files.readString(dotEnv)) : Optional.empty(), Platform.local().toString(), call.clock());
        return Bake.read(files.isEmpty() ? BakeFiles.found(call.directory())
                : BakeFiles.named(files, call.directory(), call.console().in()), surroundings);
    }

    private static Map<String, String> variables(Call call) {
        var variables = new LinkedHashMap<String, String>();
        for (String option : call.arguments().values(BakeOptions.VAR)) {
            int equals = option.indexOf('=');
            if (equals < 1) throw new SlipwayException.Usage(Problem.of("--var " + option + " has no value")
                    .hint("write --var NAME=VALUE"));
            variables.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return variables;
    }

    static Resolution resolve(Call call, Bake bake) {
        List<String> names = call.arguments().operands();
        if (!names.isEmpty() && names.getFirst().matches("(?i)(https?|git|ssh)://.*|git@.*|github\\.com/.*")) {
            throw new SlipwayException.BadInput(Problem.of("a definition at an address is not supported yet: "
                    + names.getFirst()).hint("check it out, and run slipway bake there"));
        }
        return bake.resolve(names.isEmpty() ? List.of("default") : names, overrides(call));
    }

    private static List<String> overrides(Call call) {
        var overrides = new ArrayList<>(call.arguments().values(BakeOptions.SET));
        if (call.arguments().has(BakeOptions.PUSH)) overrides.add("*.push=true");
        if (call.arguments().has(BakeOptions.LOAD)) overrides.add("*.load=true");
        if (call.arguments().has(BakeOptions.NO_CACHE)) overrides.add("*.no-cache=true");
        if (call.arguments().has(BakeOptions.PULL)) overrides.add("*.pull=true");
        CallOption.of(call.arguments()).ifPresent(asked -> overrides.add("*.call=" + word(asked.method())));
        attest(call, BakeOptions.SBOM, "sbom").ifPresent(overrides::add);
        attest(call, BakeOptions.PROVENANCE, "provenance").ifPresent(overrides::add);
        return overrides;
    }

    /// As `--call` and the attribute `call` have it.
    static String word(CallOption.Method method) {
        return switch (method) {
            case CHECK -> "check";
            case TARGETS -> "targets";
            case OUTLINE -> "outline";
            case DESCRIBE -> "subrequests.describe";
        };
    }

    private static Optional<String> attest(Call call, Option option, String type) {
        return call.arguments().value(option).filter(value -> !value.isEmpty()).map(value -> "*.attest=type=" + type + ","
                + switch (value) {
                    case "true", "1" -> "disabled=false";
                    case "false", "0" -> "disabled=true";
                    default -> value;
                });
    }
}
