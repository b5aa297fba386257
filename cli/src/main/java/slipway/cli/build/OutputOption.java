package slipway.cli.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import slipway.build.Encoding;
import slipway.build.Encoding.MediaTypeFamily;
import slipway.build.Output;
import slipway.build.Output.Destination;
import slipway.build.Output.Naming;
import slipway.build.Output.PlatformSplit;
import slipway.build.Output.Push;
import slipway.build.Output.Stale;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;
import slipway.image.Reference;

/// One `--output`: `type=oci,dest=image.tar`, or a directory, or `-` for a tar on the standard output.
final class OutputOption {

    private static final List<String> TYPES = List.of("image", "registry", "oci", "docker", "local", "tar", "cacheonly");

    private final OutputsReader reader;
    private final String text;
    private final SequencedMap<String, String> values;

    OutputOption(OutputsReader reader, String text) {
        this.reader = reader;
        this.text = text;
        this.values = KeyValues.parse("--output", text.equals("-") ? "type=tar,dest=-"
                : text.contains("=") ? text : "type=local");
    }

    /// Mostly one; none if what it asks for is done in any case.
    List<Output> outputs() throws IOException {
        if (!text.contains("=") && !text.equals("-")) {
            return List.of(new Output.Local(reader.call().path(text), PlatformSplit.WHERE_SEVERAL, Stale.KEPT));
        }
        String usual = values.containsKey("dest") ? "local" : "";
        String type = value("type").orElse(usual);
        return List.of(switch (type) {
            case "image", "registry" -> image(type);
            case "oci" -> oci();
            case "docker" -> docker();
            case "local" -> local();
            case "tar" -> {
                allow("dest", "platform-split", "attestation-prefix");
                yield new Output.Tar(destination(), split());
            }
            case "cacheonly" -> {
                allow();
                yield new Output.CacheOnly();
            }
            default -> throw wrong(type.isEmpty() ? "has no type" : "has the unknown type " + type,
                    Suggestion.didYouMean(type, TYPES).orElse("types are " + String.join(", ", TYPES)));
        });
    }

    private Output image(String type) {
        allowWithEncoding("name", "push", "push-by-digest", "name-canonical", "dangling-name-prefix", "store");
        boolean pushes = decision("push", type.equals("registry"));
        List<Reference> names = names();
        if (pushes && names.isEmpty()) {
            throw wrong("pushes an image without a name", "name it with -t, or add ,name=REGISTRY/NAME");
        }
        Push push = !pushes ? Push.KEEP : decision("push-by-digest") ? Push.PUSH_BY_DIGEST : Push.PUSH;
        boolean named = decision("store", true) && push != Push.PUSH_BY_DIGEST;
        var naming = new Naming(named ? Naming.Stored.NAMED : Naming.Stored.UNNAMED,
                decision("name-canonical") ? Naming.Digests.ADDED : Naming.Digests.LEFT_OUT, value("dangling-name-prefix"));
        return new Output.Image(names, naming, push, encoding(MediaTypeFamily.OCI));
    }

    private Output oci() {
        allowWithEncoding("dest", "tar", "name");
        return new Output.Oci(names(), layout(), encoding(MediaTypeFamily.OCI));
    }

    private Output docker() throws IOException {
        allowWithEncoding("dest", "tar", "name", "context");
        Encoding encoding = encoding(MediaTypeFamily.DOCKER);
        if (values.containsKey("dest")) return new Output.Docker(names(), layout(), encoding);
        return reader.load(value("context"), names(), encoding).orElseThrow(() -> new SlipwayException.BadInput(
                Problem.of("no Docker engine answers that could load the image")
                        .hint("start one, or write a file: --output " + text + ",dest=image.tar")));
    }

    private Output local() {
        allow("dest", "platform-split", "mode", "attestation-prefix");
        String dest = required("dest");
        if (dest.equals("-")) throw wrong("cannot write a directory to standard output", "type=tar can");
        String mode = value("mode").orElse("copy");
        Stale stale = switch (mode) {
            case "copy" -> Stale.KEPT;
            case "delete" -> Stale.DELETED;
            default -> throw wrong("has the unknown mode " + mode, "modes are copy and delete");
        };
        if (stale == Stale.DELETED && !reader.mayDelete()) {
            throw wrong("would delete files", "allow it with --allow " + OutputsReader.DELETE);
        }
        return new Output.Local(reader.call().path(dest), split(), stale);
    }

    private Encoding encoding(MediaTypeFamily usual) {
        return reader.annotated(new EncodingOption(this).read(usual));
    }

    private PlatformSplit split() {
        if (!values.containsKey("platform-split")) return PlatformSplit.WHERE_SEVERAL;
        return decision("platform-split") ? PlatformSplit.ALWAYS : PlatformSplit.NEVER;
    }

    private List<Reference> names() {
        List<Reference> own = value("name").stream().flatMap(names -> Stream.of(names.split(",")))
                .filter(name -> !name.isBlank()).map(Reference::parse).toList();
        var all = new ArrayList<>(reader.tags());
        own.stream().filter(name -> !all.contains(name)).forEach(all::add);
        return all;
    }

    private Destination layout() {
        if (decision("tar", true)) return destination();
        return new Destination.Directory(reader.call().path(required("dest")));
    }

    private Destination destination() {
        String dest = value("dest").orElse("-");
        return dest.equals("-") ? new Destination.StandardOutput() : new Destination.File(reader.call().path(dest));
    }

    SequencedMap<String, String> values() {
        return values;
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    private String required(String key) {
        return value(key).orElseThrow(() -> wrong("needs " + key, "write " + text + "," + key + "=…"));
    }

    boolean decision(String key) {
        return decision(key, false);
    }

    boolean decision(String key, boolean usual) {
        return switch (values.getOrDefault(key, String.valueOf(usual))) {
            case "", "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw wrong("has a " + key + " that is neither true nor false", key + "=true or " + key + "=false");
        };
    }

    OptionalInt number(String key) {
        Optional<String> value = value(key);
        if (value.isEmpty()) return OptionalInt.empty();
        if (!value.get().matches("-?\\d{1,6}")) throw wrong("has a " + key + " that is no number", key + "=3");
        return OptionalInt.of(Integer.parseInt(value.get()));
    }

    private void allowWithEncoding(String... keys) {
        var known = new TreeSet<>(List.of(keys));
        EncodingOption.keys(values.keySet()).forEach(known::add);
        allow(known, Stream.concat(Stream.of(keys), EncodingOption.names().stream()).toList());
    }

    private void allow(String... keys) {
        allow(Set.of(keys), List.of(keys));
    }

    private void allow(Set<String> known, List<String> shown) {
        values.keySet().stream().filter(key -> !known.contains(key) && !key.equals("type")).findFirst().ifPresent(key -> {
            throw wrong("has the unknown key " + key, Suggestion.didYouMean(key, shown)
                    .orElse(shown.isEmpty() ? "it has no keys" : "keys here are " + String.join(", ", shown)));
        });
    }

    SlipwayException.Usage wrong(String what, String hint) {
        return new SlipwayException.Usage(Problem.of("--output " + text + " " + what).hint(hint));
    }
}
