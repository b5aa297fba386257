package slipway.cli.build;

import static slipway.cli.build.BuildOptions.ATTEST;
import static slipway.cli.build.BuildOptions.PROVENANCE;
import static slipway.cli.build.BuildOptions.SBOM;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import slipway.build.Attestation;
import slipway.cli.spec.Arguments;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// What `--attest`, `--sbom` and `--provenance` ask for, read as buildx reads them: of several for one kind the last
/// counts, and `--attest` before the short forms.
final class AttestOption {

    private AttestOption() {}

    static List<Attestation> read(Arguments arguments) {
        Map<Attestation.Kind, Optional<Attestation>> wanted = new EnumMap<>(Attestation.Kind.class);
        arguments.value(SBOM).ifPresent(value -> put(wanted, "--sbom", "type=sbom," + shortForm("--sbom", value)));
        arguments.value(PROVENANCE).ifPresent(value ->
                put(wanted, "--provenance", "type=provenance," + shortForm("--provenance", value)));
        for (String value : arguments.values(ATTEST)) put(wanted, "--attest", value);
        return wanted.values().stream().flatMap(Optional::stream).toList();
    }

    private static String shortForm(String option, String value) {
        return switch (value) {
            case "true", "1", "t", "T", "TRUE", "True" -> "disabled=false";
            case "false", "0", "f", "F", "FALSE", "False" -> "disabled=true";
            default -> {
                if (!value.contains("=")) throw wrong(option, value, "is neither true nor false, nor KEY=VALUE",
                            option + "=true, or with a key such as mode=max");
                yield value;
            }
        };
    }

    private static void put(Map<Attestation.Kind, Optional<Attestation>> wanted, String option, String text) {
        for (String part : text.split(",")) {
            if (!part.contains("=")) throw wrong(option, text, "has " + part + " without a value", "write KEY=VALUE");
        }
        SequencedMap<String, String> values = new LinkedHashMap<>(KeyValues.parse(option, text));
        String type = Optional.ofNullable(values.remove("type"))
                .orElseThrow(() -> wrong(option, text, "has no type", "add type=sbom or type=provenance"));
        Attestation.Kind kind = switch (type) {
            case "sbom" -> Attestation.Kind.SBOM;
            case "provenance" -> Attestation.Kind.PROVENANCE;
            default -> throw wrong(option, text, "has the unknown type " + type, "types are sbom and provenance");
        };
        boolean disabled = switch (Optional.ofNullable(values.remove("disabled")).orElse("false")) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw wrong(option, text, "has a disabled that is neither true nor false", "disabled=true");
        };
        if (kind == Attestation.Kind.PROVENANCE) checkProvenance(option, text, values);
        wanted.put(kind, disabled ? Optional.empty() : Optional.of(new Attestation(kind, values)));
    }

    private static void checkProvenance(String option, String text, Map<String, String> values) {
        String mode = values.getOrDefault("mode", "min");
        if (!List.of("min", "max").contains(mode)) {
            throw wrong(option, text, "has the unknown mode " + mode, "modes are min and max");
        }
        String version = values.getOrDefault("version", "v1");
        if (!List.of("v0.2", "v1").contains(version)) {
            throw wrong(option, text, "has the unknown version " + version, "versions are v0.2 and v1");
        }
    }

    private static SlipwayException.Usage wrong(String option, String text, String what, String hint) {
        return new SlipwayException.Usage(Problem.of(option + " " + text + " " + what).hint(hint));
    }
}
