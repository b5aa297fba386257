package slipway.dockerfile;

import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Span;

/// What all instructions have in common.
///
/// @param span from the first character to the last, the terminator of the last here-document included
/// @param keyword as written, in whatever case
/// @param flags in the order written
/// @param comments lines between continued lines, removed from the instruction's text
/// @param text the instruction in one line as the builder sees it, without the bodies of here-documents
/// @param pragmas what comments directly above ask for
public record Head(Span span, Word keyword, List<Flag> flags, List<Comment> comments, String text, List<Pragma> pragmas) {

    public Head {
        flags = List.copyOf(flags);
        comments = List.copyOf(comments);
        pragmas = List.copyOf(pragmas);
    }

    /// The flag of this name, the last one if it was repeated.
    public Optional<Flag> flag(String name) {
        return flags.stream().filter(flag -> flag.name().equals(name)).reduce((_, last) -> last);
    }

    /// The value of the flag of this name.
    public Optional<Word> value(String name) {
        return flag(name).flatMap(Flag::value);
    }

    /// The values of a flag that may be repeated, in order.
    public List<Word> values(String name) {
        return flags.stream().filter(flag -> flag.name().equals(name)).flatMap(flag -> flag.value().stream()).toList();
    }

    /// What a yes-or-no flag says: `--name` and `--name=true` are yes; empty if it was not given.
    public Optional<Boolean> decision(String name) {
        return flag(name).map(flag -> flag.value().map(word -> word.text().equals("true")).orElse(true));
    }
}
