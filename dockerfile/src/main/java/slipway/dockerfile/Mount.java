package slipway.dockerfile;

import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Span;

/// The value of one `RUN --mount=`: options as written, before variables are replaced.
///
/// Names of options are checked when the file is parsed; what they hold is known after expansion.
public record Mount(List<Option> options, Span span) {

    public Mount {
        options = List.copyOf(options);
    }

    /// `key=value`, or `key` alone. The key's text is in lower case.
    public record Option(Word key, Optional<Word> value) {}

    /// The kind of mount as written: `bind` if none is named.
    public String type() {
        return value("type").map(Word::text).orElse("bind");
    }

    /// The value of the first of these keys that has one; keys have synonyms (`target`, `dst`, `destination`). Later
    /// options win over earlier ones.
    public Optional<Word> value(String... keys) {
        List<String> names = List.of(keys);
        return options.stream().filter(option -> names.contains(option.key().text())).reduce((_, last) -> last)
                .flatMap(Option::value);
    }

    /// The last option that has one of these keys.
    public Optional<Option> option(String... keys) {
        List<String> names = List.of(keys);
        return options.stream().filter(option -> names.contains(option.key().text())).reduce((_, last) -> last);
    }
}
