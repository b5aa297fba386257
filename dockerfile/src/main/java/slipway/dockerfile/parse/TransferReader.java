package slipway.dockerfile.parse;

import java.util.List;
import slipway.diagnostics.Span;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Word;
import slipway.dockerfile.lex.PlacedText;

/// The sources and the target of `COPY` and `ADD`.
record TransferReader(List<Word> sources, Word target) {

    static TransferReader read(Parts parts) {
        List<Word> words = parts.words();
        if (words.isEmpty()) throw parts.keyword().error(parts.name() + " needs a source and a target",
                "write " + parts.usage());
        if (words.size() == 1) {
            throw parts.arguments().error(parts.name() + " needs a source and a target, and this is only one of them",
                    "the last word is the target: " + parts.name() + " " + words.getFirst() + " .");
        }
        Word target = words.getLast();
        if (isMarker(target, parts.hereDocuments())) {
            PlacedText place = parts.arguments().words().getLast();
            throw place.error("the target of " + parts.name() + " cannot be a here-document",
                    "a path must come last: " + parts.name() + " " + place + " /path");
        }
        List<Word> sources = words.subList(0, words.size() - 1).stream()
                .filter(word -> !isMarker(word, parts.hereDocuments())).toList();
        parts.value("from").filter(from -> from.string().isBlank()).ifPresent(from -> {
            throw from.error("--from needs the name of a stage, a context or an image",
                    "leave --from out to copy from the build context");
        });
        return new TransferReader(sources, target);
    }

    /// The arguments of a JSON array are never markers: then there are no here-documents.
    private static boolean isMarker(Word word, List<HereDocument> documents) {
        return documents.stream().map(document -> document.marker().span()).anyMatch(marker -> within(word.span(), marker));
    }

    private static boolean within(Span inner, Span outer) {
        return outer.start() <= inner.start() && inner.end() <= outer.end();
    }
}
