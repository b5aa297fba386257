package slipway.dockerfile.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipway.diagnostics.Suggestion;
import slipway.dockerfile.Mount;
import slipway.dockerfile.Word;
import slipway.dockerfile.lex.PlacedText;
import slipway.dockerfile.mount.MountRules;

/// The value of `--mount=`: options with commas between, quoted as in CSV if they have commas themselves.
final class MountReader {

    private static final List<String> KEYS = List.of("type", "from", "source", "src", "target", "dst", "destination",
            "readonly", "ro", "readwrite", "rw", "id", "sharing", "required", "size", "mode", "uid", "gid", "env");
    private static final List<String> BARE = List.of("readonly", "ro", "readwrite", "rw", "required");

    private MountReader() {}

    static Mount read(PlacedText value) {
        if (value.isEmpty()) throw value.error("--mount needs options", "write for example --mount=type=cache,target=/path");
        var options = new ArrayList<Mount.Option>();
        for (PlacedText field : fields(value)) options.add(option(field));
        var mount = new Mount(options, value.span());
        MountRules.check(mount, value.source());
        return mount;
    }

    private static Mount.Option option(PlacedText field) {
        int equals = field.string().indexOf('=');
        PlacedText key = equals < 0 ? field : field.sub(0, equals);
        String name = key.string().toLowerCase(Locale.ROOT);
        if (!KEYS.contains(name)) {
            throw key.error("a mount has no option " + key, Suggestion.didYouMean(name, KEYS)
                    .orElse("its options are " + String.join(", ", KEYS)));
        }
        Optional<PlacedText> value = equals < 0 ? Optional.empty() : Optional.of(field.sub(equals + 1));
        if (value.isEmpty() && !BARE.contains(name)) {
            throw field.error("the option " + name + " needs a value", "write " + name + "=…");
        }
        return new Mount.Option(new Word(name, key.span()), value.map(PlacedText::word));
    }

    private static List<PlacedText> fields(PlacedText value) {
        var fields = new ArrayList<PlacedText>();
        int at = 0;
        while (true) {
            var field = new PlacedText.Collector(value);
            boolean quoted = at < value.length() && value.charAt(at) == '"';
            int end = quoted ? quoted(value, at, field) : plain(value, at, field);
            fields.add(field.toText(value.offset(end)));
            if (end == value.length()) return fields;
            at = end + 1;
        }
    }

    private static int plain(PlacedText value, int start, PlacedText.Collector field) {
        int at = start;
        while (at < value.length() && value.charAt(at) != ',') {
            field.add(value.charAt(at), value.offset(at));
            at++;
        }
        return at;
    }

    private static int quoted(PlacedText value, int start, PlacedText.Collector field) {
        int at = start + 1;
        while (at < value.length()) {
            if (value.charAt(at) == '"') {
                if (at + 1 == value.length() || value.charAt(at + 1) == ',') return at + 1;
                if (value.charAt(at + 1) != '"') break;
                at++;
            }
            field.add(value.charAt(at), value.offset(at));
            at++;
        }
        throw value.sub(start).error("the quotes of this option do not match",
                "a quote within quotes is written twice");
    }
}
