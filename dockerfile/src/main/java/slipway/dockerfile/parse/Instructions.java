package slipway.dockerfile.parse;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.LinkedHashMap;
import slipway.diagnostics.Span;
import slipway.diagnostics.Suggestion;
import slipway.dockerfile.Comment;
import slipway.dockerfile.Head;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Pragma;
import slipway.dockerfile.lex.FlagReader;
import slipway.dockerfile.lex.Flags;
import slipway.dockerfile.lex.HereMarker;
import slipway.dockerfile.lex.JsonStrings;
import slipway.dockerfile.lex.PlacedText;
import slipway.dockerfile.lex.Spaces;
import slipway.dockerfile.shell.HereMarkers;

/// All instructions there are, and how a line finds its parser.
final class Instructions {

    private final SequencedMap<String, InstructionParser> parsers = new LinkedHashMap<>();
    private final char escape;

    Instructions(char escape) {
        this.escape = escape;
        List.of(new AddParser(), new ArgParser(), new CmdParser(), new CopyParser(), new EntrypointParser(),
                new EnvParser(), new ExposeParser(), new FromParser(), new HealthCheckParser(), new LabelParser(),
                new MaintainerParser(), new OnBuildParser(this), new RunParser(), new ShellParser(),
                new StopSignalParser(), new UserParser(), new VolumeParser(), new WorkdirParser())
                .forEach(parser -> parsers.put(parser.name(), parser));
    }

    /// A line cut in two: what it is, and what with.
    private record Cut(PlacedText keyword, InstructionParser parser, FlagReader.Cut rest) {}

    /// The here-documents that will follow this line.
    List<HereMarker> markers(PlacedText line) {
        return mayBeFollowed(line) ? HereMarkers.find(line) : List.of();
    }

    /// @param line the instruction, stripped, of any text
    /// @param span what its lines cover, here-documents included
    /// @param pragmas what comments above it ask for
    Instruction parse(PlacedText line, Span span, List<Comment> comments, List<HereDocument> hereDocuments,
            List<Pragma> pragmas) {
        Cut cut = cut(line);
        String name = cut.parser.name();
        var flags = Flags.check(name, cut.rest.flags(), cut.parser.flags());
        var head = new Head(span, cut.keyword.word(), flags, comments, line.string(), pragmas);
        return cut.parser.parse(new Parts(name, cut.parser.usage(), cut.keyword, head, cut.rest.flags(), cut.rest.rest(),
                hereDocuments, escape));
    }

    private boolean mayBeFollowed(PlacedText line) {
        Cut cut = cut(line);
        PlacedText arguments = cut.rest.rest();
        return switch (cut.parser.following()) {
            case NOTHING -> false;
            case HERE_DOCUMENTS -> JsonStrings.read(arguments).isEmpty();
            case AS_TRIGGER -> !arguments.isEmpty()
                    && cut(arguments).parser.following() == InstructionParser.Following.HERE_DOCUMENTS
                    && mayBeFollowed(arguments);
        };
    }

    private Cut cut(PlacedText line) {
        int end = 0;
        while (end < line.length() && !Spaces.isSeparator(line.charAt(end))) end++;
        PlacedText keyword = line.sub(0, end);
        InstructionParser parser = Optional.ofNullable(parsers.get(keyword.string().toUpperCase(Locale.ROOT)))
                .orElseThrow(() -> keyword.error("unknown instruction " + keyword,
                        Suggestion.didYouMean(keyword.string(), parsers.keySet()).orElse(
                                "a line that belongs to the one above needs a " + escape + " at the end of that one")));
        return new Cut(keyword, parser, FlagReader.cut(line.sub(end)));
    }
}
