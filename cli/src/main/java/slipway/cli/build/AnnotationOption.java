package slipway.cli.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.build.Encoding.Annotation;
import slipway.build.Encoding.Part;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Platform;

/// One `--annotation`: `KEY=VALUE`, or `manifest,index:KEY=VALUE`, or `manifest[linux/arm64]:KEY=VALUE`. Without a part it
/// is about the manifest.
final class AnnotationOption {

    private static final Pattern TARGET = Pattern.compile("([a-z-]+)(?:\\[([A-Za-z0-9_/.-]+)])?");

    private AnnotationOption() {}

    static List<Annotation> parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) throw wrong(text, "has no value", "write --annotation KEY=VALUE");
        String key = text.substring(0, equals);
        String value = text.substring(equals + 1);
        int colon = key.indexOf(':');
        if (colon < 0) return List.of(new Annotation(Part.MANIFEST, Optional.empty(), key, value));
        var annotations = new ArrayList<Annotation>();
        for (String target : key.substring(0, colon).split(",", -1)) {
            Matcher parts = TARGET.matcher(target);
            if (!parts.matches()) throw wrong(text, "is about " + target + ", which is no part of an image", HINT);
            Optional<Platform> platform = Optional.ofNullable(parts.group(2)).map(Platform::parse);
            Part part = part(parts.group(1)).orElseThrow(() ->
                    wrong(text, "is about an unknown part " + parts.group(1), HINT));
            annotations.add(new Annotation(part, platform, key.substring(colon + 1), value));
        }
        return annotations;
    }

    private static final String HINT = "parts are manifest, index, manifest-descriptor and index-descriptor, with a platform"
            + " in brackets if need be; a key cannot have a colon";

    /// A part by its name; the manifest if the name is empty.
    static Optional<Part> part(String name) {
        return switch (name) {
            case "", "manifest" -> Optional.of(Part.MANIFEST);
            case "index" -> Optional.of(Part.INDEX);
            case "manifest-descriptor" -> Optional.of(Part.MANIFEST_DESCRIPTOR);
            case "index-descriptor" -> Optional.of(Part.INDEX_DESCRIPTOR);
            default -> Optional.empty();
        };
    }

    private static SlipwayException.Usage wrong(String text, String what, String hint) {
        return new SlipwayException.Usage(Problem.of("--annotation " + text + " " + what).hint(hint));
    }
}
