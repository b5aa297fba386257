package slipway.cli.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import slipway.build.BuildRequest.Destination;
import slipway.build.BuildRequest.Output;
import slipway.build.BuildRequest.Push;
import slipway.cli.Call;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;
import slipway.image.Reference;

/// One `--output`: `type=oci,dest=image.tar`, or a directory, or `-` for a tar on the standard output.
final class OutputOption {

    private static final List<String> TYPES = List.of("image", "registry", "oci", "docker", "local", "tar", "cacheonly");

    private final Call call;
    private final List<Reference> tags;
    private final String text;
    private final SequencedMap<String, String> values;

    private OutputOption(Call call, List<Reference> tags, String text) {
        this.call = call;
        this.tags = tags;
        this.text = text;
        this.values = KeyValues.parse("--output", text);
    }

    /// Reads one; `cacheonly` is none.
    ///
    /// @param tags what `-t` says, for outputs that have names
    static Optional<Output> parse(Call call, List<Reference> tags, String text) {
        if (text.equals("-")) return Optional.of(new Output.Tar(new Destination.StandardOutput()));
        if (!text.contains("=")) return Optional.of(new Output.Files(call.path(text)));
        return new OutputOption(call, tags, text).output();
    }

    private Optional<Output> output() {
        String type = values.getOrDefault("type", "");
        return switch (type) {
            case "image", "registry" -> {
                allow("name", "push");
                boolean push = type.equals("registry") || decision("push");
                yield Optional.of(new Output.ToStore(names(), push ? Push.PUSH : Push.KEEP));
            }
            case "oci" -> {
                allow("dest", "tar", "name");
                if (values.containsKey("tar")
                        && !decision("tar")) yield Optional.of(new Output.OciDirectory(call.path(required("dest")),
                        names()));
                yield Optional.of(new Output.OciArchive(destination(), names()));
            }
            case "docker" -> {
                allow("dest", "name");
                yield Optional.of(new Output.DockerArchive(destination(), names()));
            }
            case "local" -> {
                allow("dest");
                yield Optional.of(new Output.Files(call.path(required("dest"))));
            }
            case "tar" -> {
                allow("dest");
                yield Optional.of(new Output.Tar(destination()));
            }
            case "cacheonly" -> Optional.empty();
            default -> throw wrong(type.isEmpty() ? "has no type" : "has the unknown type " + type,
                    Suggestion.didYouMean(type, TYPES).orElse("types are " + String.join(", ", TYPES)));
        };
    }

    private List<Reference> names() {
        List<Reference> own = values.containsKey("name")
                ? Stream.of(values.get("name").split(",")).filter(name -> !name.isBlank()).map(Reference::parse).toList()
                : List.of();
        var all = new ArrayList<>(tags);
        own.stream().filter(name -> !all.contains(name)).forEach(all::add);
        return all;
    }

    private Destination destination() {
        String dest = values.getOrDefault("dest", "-");
        return dest.equals("-") ? new Destination.StandardOutput() : new Destination.File(call.path(dest));
    }

    private String required(String key) {
        String value = values.getOrDefault(key, "");
        if (value.isEmpty()) throw wrong("needs " + key, "write " + text + "," + key + "=…");
        return value;
    }

    private boolean decision(String key) {
        return switch (values.getOrDefault(key, "false")) {
            case "", "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw wrong("has a " + key + " that is neither true nor false", key + "=true or " + key + "=false");
        };
    }

    private void allow(String... keys) {
        Set<String> known = new TreeSet<>(List.of(keys));
        known.add("type");
        values.keySet().stream().filter(key -> !known.contains(key)).findFirst().ifPresent(key -> {
            throw wrong("has the unknown key " + key, Suggestion.didYouMean(key, known)
                    .orElse("keys here are " + String.join(", ", known)));
        });
    }

    private SlipwayException.Usage wrong(String what, String hint) {
        return new SlipwayException.Usage(Problem.of("--output " + text + " " + what).hint(hint));
    }
}
