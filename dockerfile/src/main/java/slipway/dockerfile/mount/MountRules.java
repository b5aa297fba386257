package slipway.dockerfile.mount;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.diagnostics.Suggestion;
import slipway.dockerfile.Mount;
import slipway.dockerfile.Word;

/// Which options go with which kind of mount, and what they may hold. Values with variables are left for later.
public final class MountRules {

    private static final List<String> TYPES = List.of("bind", "cache", "tmpfs", "secret", "ssh");
    private static final List<String> SHARING = List.of("shared", "private", "locked");
    private static final Pattern BOOLEAN = Pattern.compile("1|t|T|TRUE|true|True|0|f|F|FALSE|false|False");
    private static final Pattern OCTAL = Pattern.compile("0*[0-7]{1,4}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}|[1-3]\\d{9}|4[01]\\d{8}");
    private static final Pattern SIZE = Pattern.compile("(?i)\\d{1,15}(\\.\\d{0,9})? ?([kmgtp]?i?b?)");

    /// Options that only some kinds of mount have.
    private static final Map<String, Set<String>> TYPES_OF_OPTION = Map.of(
            "from", Set.of("bind", "cache", "tmpfs"),
            "sharing", Set.of("cache"),
            "required", Set.of("secret", "ssh"),
            "size", Set.of("tmpfs"),
            "env", Set.of("secret"),
            "mode", Set.of("cache", "secret", "ssh"),
            "uid", Set.of("cache", "secret", "ssh"),
            "gid", Set.of("cache", "secret", "ssh"));

    private final Source source;

    private MountRules(Source source) {
        this.source = source;
    }

    /// Checks what is known of a mount that stands in `source`; a mistake is a [SlipwayException.BadInput].
    public static void check(Mount mount, Source source) {
        new MountRules(source).check(mount);
    }

    private void check(Mount mount) {
        String type = mount.type().toLowerCase(Locale.ROOT);
        boolean typeKnown = !hasVariable(type);
        if (typeKnown && !TYPES.contains(type)) {
            throw error(mount.value("type").map(Word::span).orElse(mount.span()), "there is no mount of type " + type,
                    Suggestion.didYouMean(type, TYPES).or(() -> Optional.of("the types are " + String.join(", ", TYPES))));
        }
        for (Mount.Option option : mount.options()) {
            String key = option.key().text();
            if (typeKnown && !TYPES_OF_OPTION.getOrDefault(key, Set.of(type)).contains(type)) {
                throw error(option.key().span(), "a mount of type " + type + " has no option " + key,
                        Optional.of("mounts of type " + String.join(" and ", types(key)) + " have it"));
            }
            option.value().filter(value -> !hasVariable(value.text())).ifPresent(value -> checkValue(key, value));
        }
        if (type.equals("secret")) checkSecret(mount);
    }

    private static List<String> types(String key) {
        return TYPES.stream().filter(TYPES_OF_OPTION.getOrDefault(key, Set.of())::contains).toList();
    }

    private void checkValue(String key, Word value) {
        switch (key) {
            case "ro", "readonly", "rw", "readwrite", "required" -> expect(BOOLEAN, key, "true or false", value);
            case "mode" -> expect(OCTAL, key, "an octal number", value);
            case "uid", "gid" -> expect(NUMBER, key, "a number", value);
            case "size" -> expect(SIZE, key, "a size such as 64m", value);
            case "sharing" -> {
                if (!SHARING.contains(value.text().toLowerCase(Locale.ROOT))) {
                    throw error(value.span(), "sharing must be shared, private or locked",
                            Suggestion.didYouMean(value.text(), SHARING).or(() -> Optional.of("without it, it is shared")));
                }
            }
            default -> {} // Names and paths: anything goes.
        }
    }

    private void expect(Pattern pattern, String key, String what, Word value) {
        if (!pattern.matcher(value.text()).matches()) throw error(value.span(), key + " must be " + what,
                Optional.of("it is " + value.text()));
    }

    private void checkSecret(Mount mount) {
        boolean from = mount.value("source", "src").isPresent();
        boolean target = mount.value("target", "dst", "destination").isPresent();
        boolean id = mount.value("id").isPresent();
        if (from && id) throw error(mount.span(), "a secret has an id or a source, not both",
                Optional.of("keep id"));
        if (!from && !target && !id) throw error(mount.span(), "a secret needs an id or a target",
                Optional.of("write for example type=secret,id=token"));
    }

    private SlipwayException.BadInput error(Span span, String message, Optional<String> hint) {
        Problem problem = Problem.at(source, span, message);
        return new SlipwayException.BadInput(hint.map(problem::hint).orElse(problem));
    }

    private static boolean hasVariable(String text) {
        return text.indexOf('$') >= 0;
    }
}
