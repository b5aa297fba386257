package slipway.build.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import slipway.build.remote.WebAddress;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;

/// `COPY`: files of the context, another stage, another image, or the Dockerfile itself.
final class CopyPlanner {

    private CopyPlanner() {}

    static void plan(Instruction.Copy copy, StageState state) {
        if (copy.parents()) throw state.error(copy.head().flag("parents").orElseThrow().span(),
                "COPY --parents is not supported yet");
        List<String> sources = copy.sources().stream().map(state::text).toList();
        for (Word source : copy.sources()) {
            if (WebAddress.matches(state.text(source))) {
                throw state.error(source.span(), "source can't be a URL for COPY", "ADD can fetch it");
            }
        }
        var pieces = new ArrayList<Vertex.Piece>();
        if (!sources.isEmpty()) {
            pieces.add(copy.from()
                    .map(word -> state.planning.piece(word, sources, state))
                    .orElseGet(() -> local(sources, Vertex.Archives.COPY, state)));
        }
        transfer(copy, "COPY", sources, pieces, state);
    }

    /// Files of the build's own context.
    static Vertex.Piece local(List<String> sources, Vertex.Archives archives, StageState state) {
        return new Vertex.Piece(state.planning.context(), sources, Vertex.Ownership.ROOT, archives);
    }

    /// What `COPY` and `ADD` do alike.
    ///
    /// @param sources as history shows them
    /// @param named what they come to
    static void transfer(Instruction.Transfer transfer, String name, List<String> sources, List<Vertex.Piece> named,
            StageState state) {
        transfer.excludes().stream().findFirst().ifPresent(word -> {
            throw state.error(word.span(), name + " --exclude is not supported yet");
        });
        var pieces = new ArrayList<>(named);
        if (!transfer.hereDocuments().isEmpty()) pieces.add(inline(transfer, state));
        String target = state.text(transfer.target());
        String owner = transfer.chown().map(state::text).orElse("");
        String mode = transfer.chmod().map(word -> mode(word, state)).orElse("");
        var vertex = new Vertex.Copy(state.files, pieces, state.absolute(target), owner, mode,
                state.planning.epoch());
        state.rememberLayer(history(name, transfer, sources, state, target, owner, mode), state.add(vertex, transfer));
    }

    private static Vertex.Piece inline(Instruction.Transfer transfer, StageState state) {
        List<Vertex.InlineFile> files = transfer.hereDocuments().stream()
                .map(document -> new Vertex.InlineFile(document.name(), content(document, state), 0644))
                .toList();
        var inline = state.planning.addBeside(new Vertex.Inline(files), "[internal] here-documents", transfer, state);
        return new Vertex.Piece(inline, files.stream().map(file -> "/" + escape(file.name())).toList(),
                Vertex.Ownership.ROOT, Vertex.Archives.COPY);
    }

    private static String content(HereDocument document, StageState state) {
        return switch (document.variables()) {
            case EXPAND -> state.expansion().expand(document).text();
            case KEEP -> document.strippedContent();
        };
    }

    /// A name that a pattern matches and nothing else.
    static String escape(String name) {
        return name.replaceAll("([*?\\[\\\\])", "\\\\$1");
    }

    private static String mode(Word word, StageState state) {
        String text = state.text(word);
        if (!text.matches("[0-7]{1,5}") || Integer.parseInt(text, 8) > 07777) {
            throw state.error(word.span(), "invalid chmod parameter: '" + text
                    + "'. it should be octal string and between 0 and 07777");
        }
        return text;
    }

    private static String history(String name, Instruction.Transfer transfer, List<String> sources, StageState state,
            String target,
            String owner, String mode) {
        var text = new StringBuilder(name);
        if (!owner.isEmpty()) text.append(" --chown=").append(owner);
        if (!mode.isEmpty()) text.append(" --chmod=").append(mode);
        sources.forEach(source -> text.append(' ').append(source));
        text.append(transfer.hereDocuments().stream().map(document -> " <<" + document.name())
                .collect(Collectors.joining()));
        return text.append(' ').append(target).append(" # buildkit").toString();
    }
}
