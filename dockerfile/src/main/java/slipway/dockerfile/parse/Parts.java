package slipway.dockerfile.parse;

import java.util.List;
import java.util.Optional;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.Command;
import slipway.dockerfile.Head;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Word;
import slipway.dockerfile.lex.JsonStrings;
import slipway.dockerfile.lex.PlacedText;

/// An instruction cut into parts, for its parser to make sense of.
///
/// @param name in upper case
/// @param usage how it may be written
/// @param keyword as written
/// @param flags with their dashes, to find places in
/// @param arguments what follows the flags, stripped
/// @param escape the file's escape character
record Parts(
        String name,
        String usage,
        PlacedText keyword,
        Head head,
        List<PlacedText> flags,
        PlacedText arguments,
        List<HereDocument> hereDocuments,
        char escape) {

    /// The arguments as one word.
    Word onlyArgument() {
        if (arguments.isEmpty()) throw keyword.error(name + " needs an argument", "write " + usage);
        return arguments.word();
    }

    /// The arguments as a JSON array, if they are one.
    Optional<Command.ExecForm> json() {
        return JsonStrings.read(arguments).map(strings -> new Command.ExecForm(strings, arguments.span()));
    }

    /// The arguments as a command in either form. There may be none.
    Command command() {
        return json().map(Command.class::cast).orElseGet(() -> new Command.ShellForm(arguments.word()));
    }

    /// The strings of a JSON array, or else the words.
    List<Word> words() {
        return JsonStrings.read(arguments).orElseGet(() -> arguments.words().stream().map(PlacedText::word).toList());
    }

    /// The value of a flag with its place, without `--name=`.
    Optional<PlacedText> value(String flag) {
        String start = "--" + flag + "=";
        return flags.stream().filter(text -> text.string().startsWith(start)).findFirst()
                .map(text -> text.sub(start.length()));
    }

    /// The values of a flag that may be repeated.
    List<PlacedText> values(String flag) {
        String start = "--" + flag + "=";
        return flags.stream().filter(text -> text.string().startsWith(start)).map(text -> text.sub(start.length())).toList();
    }

    SlipwayException.BadInput noArguments() {
        return keyword.error(name + " needs at least one argument", "write " + usage);
    }
}
