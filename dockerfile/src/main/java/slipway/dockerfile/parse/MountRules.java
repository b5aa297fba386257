package slipway.dockerfile.parse;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import slipway.diagnostics.Suggestion;
import slipway.dockerfile.Mount;
import slipway.dockerfile.Word;
import slipway.dockerfile.lex.PlacedText;

/// Which options go with which kind of mount, and what they may hold. Values with variables are left for later.
final class MountRules {

    private static final List<String> TYPES = List.of("bind", "cache", "tmpfs", "secret", "ssh");
    private static final List<String> SHARING = List.of("shared", "private", "locked");
    private static final Pattern BOOLEAN = Pattern.compile("1|t|T|TRUE|true|True|0|f|F|FALSE|false|False");
    private static final Pattern OCTAL = Pattern.compile("[0-7]{1,10}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
    private static final Pattern SIZE = Pattern.compile("(?i)\\d+(\\.\\d*)? ?([kmgtp]?i?b?)");

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

    private MountRules() {}

    static void check(Mount mount, PlacedText text) {
        Optional<Word> typeWord = mount.value("type");
        String type = mount.type().toLowerCase(Locale.ROOT);
        boolean typeKnown = type.indexOf('$') < 0;
        if (typeKnown && !TYPES.contains(type)) {
            PlacedText place = find(text, typeWord);
            throw place.error("there is no mount of type " + place, Suggestion.didYouMean(type, TYPES));
        }
        for (Mount.Option option : mount.options()) {
            String key = option.key().text();
            if (typeKnown && !TYPES_OF_OPTION.getOrDefault(key, Set.of(type)).contains(type)) {
                throw find(text, Optional.of(option.key())).error("a mount of type " + type + " has no option " + key);
            }
            option.value().filter(value -> value.text().indexOf('$') < 0).ifPresent(value -> checkValue(key, value, text));
        }
        if (type.equals("secret")) checkSecret(mount, text);
    }

    private static void checkValue(String key, Word value, PlacedText text) {
        switch (key) {
            case "ro", "readonly", "rw", "readwrite", "required" -> expect(BOOLEAN, key, "true or false", value, text);
            case "mode" -> expect(OCTAL, key, "an octal number", value, text);
            case "uid", "gid" -> expect(NUMBER, key, "a number", value, text);
            case "size" -> expect(SIZE, key, "a size such as 64m", value, text);
            case "sharing" -> {
                Predicate<String> known = name -> SHARING.contains(name.toLowerCase(Locale.ROOT));
                if (!known.test(value.text())) {
                    throw find(text, Optional.of(value)).error("sharing must be shared, private or locked",
                            Suggestion.didYouMean(value.text(), SHARING));
                }
            }
            default -> {} // Names and paths: anything goes.
        }
    }

    private static void expect(Pattern pattern, String key, String what, Word value, PlacedText text) {
        if (!pattern.matcher(value.text()).matches()) {
            throw find(text, Optional.of(value)).error(key + " must be " + what);
        }
    }

    private static void checkSecret(Mount mount, PlacedText text) {
        boolean source = mount.value("source", "src").isPresent();
        boolean target = mount.value("target", "dst", "destination").isPresent();
        boolean id = mount.value("id").isPresent();
        if (source && id) throw text.error("a secret has an id or a source, not both");
        if (!source && !target && !id) throw text.error("a secret needs an id or a target");
    }

    /// The part of `text` that a word was made from.
    private static PlacedText find(PlacedText text, Optional<Word> word) {
        if (word.isEmpty()) return text;
        int start = word.get().span().start();
        int end = word.get().span().end();
        int from = 0;
        while (from < text.length() && text.offset(from) < start) from++;
        int to = from;
        while (to < text.length() && text.offset(to) < end) to++;
        return text.sub(from, to);
    }
}
