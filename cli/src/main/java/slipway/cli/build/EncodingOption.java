package slipway.cli.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import slipway.build.Encoding;
import slipway.build.Encoding.Annotation;
import slipway.image.Platform;
import slipway.image.layer.Compression;

/// What an `--output` says of the form of images: compression, media types, annotations.
final class EncodingOption {

    /// Keys that decide the form.
    private static final Set<String> FORM =
            Set.of("compression", "compression-level", "force-compression", "oci-mediatypes");

    /// Keys that are known, and change nothing here: times in our own layers are always set, layers are unpacked when a
    /// process needs them, and statements are not attached yet.
    private static final Set<String> WITHOUT_EFFECT = Set.of("rewrite-timestamp", "unpack", "attestation-inline",
            "attestation-prefix", "prefer-nondist-layers", "source-date-epoch", "compatibility-version", "oci-artifact",
            "registry.insecure", "danging-name-empty-only", "dangling-name-empty-only");

    private static final Pattern ANNOTATION = Pattern.compile("annotation(?:-([a-z-]+))?(?:\\[([^]]*)])?\\.(.*)");

    private final OutputOption option;

    EncodingOption(OutputOption option) {
        this.option = option;
    }

    /// Which of these keys are about the form of an image, so that nobody else need know them.
    static Stream<String> keys(Set<String> given) {
        return given.stream().filter(key -> FORM.contains(key) || WITHOUT_EFFECT.contains(key)
                || ANNOTATION.matcher(key).matches());
    }

    /// All of them that have fixed names.
    static List<String> names() {
        return Stream.concat(FORM.stream(), WITHOUT_EFFECT.stream()).sorted().toList();
    }

    Encoding read(Encoding.MediaTypeFamily usual) {
        if (option.decision("rewrite-timestamp") && option.decision("unpack")) {
            throw option.wrong("asks for rewrite-timestamp and unpack at once", "leave one of them out");
        }
        boolean oci = option.decision("oci-mediatypes", usual == Encoding.MediaTypeFamily.OCI);
        return new Encoding(compression(), option.decision("force-compression") ? Encoding.Bases.COMPRESSED_ANEW
                : Encoding.Bases.AS_THEY_ARE, oci ? Encoding.MediaTypeFamily.OCI : Encoding.MediaTypeFamily.DOCKER,
                annotations());
    }

    private Compression compression() {
        String name = option.value("compression").orElse("gzip");
        Compression usual = switch (name.toLowerCase(Locale.ROOT)) {
            case "gzip" -> Compression.GZIP;
            case "zstd" -> Compression.ZSTD;
            case "estargz" -> Compression.ESTARGZ;
            case "uncompressed" -> Compression.NONE;
            default -> throw option.wrong("has the unknown compression " + name,
                    "there are uncompressed, gzip, estargz and zstd");
        };
        OptionalInt level = option.number("compression-level");
        if (level.isEmpty() || usual == Compression.NONE) return usual;
        int highest = usual.form().levels();
        if (level.getAsInt() < 0 || level.getAsInt() > highest) {
            throw option.wrong("has a level that " + name + " has not", "its levels are 0 to " + highest);
        }
        return usual.withLevel(level.getAsInt());
    }

    private List<Annotation> annotations() {
        var annotations = new ArrayList<Annotation>();
        for (Map.Entry<String, String> entry : option.values().entrySet()) {
            Matcher key = ANNOTATION.matcher(entry.getKey());
            if (!key.matches()) continue;
            String part = Optional.ofNullable(key.group(1)).orElse("");
            Optional<Platform> platform = Optional.ofNullable(key.group(2)).filter(text -> !text.isEmpty())
                    .map(Platform::parse);
            annotations.add(new Annotation(AnnotationOption.part(part).orElseThrow(() ->
                    option.wrong("annotates an unknown part " + part,
                            "parts are manifest, index, manifest-descriptor and index-descriptor")), platform, key.group(3),
                    entry.getValue()));
        }
        return annotations;
    }
}
