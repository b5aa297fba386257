package slipway.cli.command;

import java.util.regex.Pattern;
import slipway.image.Reference;

/// A name with wildcards, as `slipway images` takes it: `*` and `?` match within one part of a path.
///
/// @param name for the familiar name and for the full one
/// @param tag any, if the pattern has none
record NamePattern(Pattern name, Pattern tag) {

    static NamePattern of(String text) {
        int colon = text.indexOf(':', text.lastIndexOf('/') + 1);
        String name = colon < 0 ? text : text.substring(0, colon);
        return new NamePattern(pattern(name), pattern(colon < 0 ? "*" : text.substring(colon + 1)));
    }

    boolean matches(Reference reference) {
        boolean named = name.matcher(reference.familiarName()).matches() || name.matcher(reference.name()).matches();
        return named && tag.matcher(reference.tag().orElse("")).matches();
    }

    private static Pattern pattern(String text) {
        var regex = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return Pattern.compile(regex.toString());
    }
}
