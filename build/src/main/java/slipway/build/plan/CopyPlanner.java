package slipway.build.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import slipway.build.remote.GitAddress;
import slipway.build.remote.WebAddress;
import slipway.diagnostics.Location;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;
import slipway.dockerfile.pattern.IgnoreFile;

/// `COPY`: files of the context, another stage, another image, or the Dockerfile itself.
final class CopyPlanner {

    private CopyPlanner() {}

    static void plan(Instruction.Copy copy, StageState state) {
        List<String> sources = copy.sources().stream().map(state::text).toList();
        for (Word source : copy.sources()) {
            boolean isRepository = GitAddress.matches(state.text(source));
            if (isRepository || WebAddress.matches(state.text(source))) {
                throw state.error(source.span(), "source can't be a " + (isRepository ? "git ref" : "URL") + " for COPY",
                        "ADD can fetch it");
            }
        }
        var pieces = new ArrayList<Vertex.Piece>();
        if (!sources.isEmpty()) {
            Vertex.Piece piece = copy.from()
                    .map(word -> state.planning.piece(word, sources, state))
                    .orElseGet(() -> local(sources, Vertex.Archives.COPY, state));
            pieces.add(copy.parents() ? withParents(piece) : piece);
        }
        transfer(copy, copy.parents() ? "COPY --parents" : "COPY", sources, pieces, state);
    }

    private static Vertex.Piece withParents(Vertex.Piece piece) {
        return new Vertex.Piece(piece.from(), piece.sources(), piece.ownership(), piece.archives(),
                Vertex.Placement.WITH_PARENTS);
    }

    /// Files of the build's own context.
    static Vertex.Piece local(List<String> sources, Vertex.Archives archives, StageState state) {
        return new Vertex.Piece(state.planning.context(), sources, Vertex.Ownership.ROOT, archives);
    }

    /// What `COPY` and `ADD` do alike.
    ///
    /// @param name what history begins with
    /// @param sources as history shows them
    /// @param named what they come to
    static void transfer(Instruction.Transfer transfer, String name, List<String> sources, List<Vertex.Piece> named,
            StageState state) {
        var pieces = new ArrayList<>(named);
        if (!transfer.hereDocuments().isEmpty()) pieces.add(inline(transfer, state));
        String target = state.text(transfer.target());
        Vertex.Manner manner = manner(transfer, state);
        String history = history(name, transfer, sources, manner, target);
        state.rememberLayer(history, files(transfer, pieces, state.absolute(target), manner, state));
    }

    /// The stage's files with the copies. `--link` makes a layer of its own of them, which goes on whatever is there; with
    /// `--chmod` it is no different from a plain copy, as in BuildKit.
    private static Vertex.Ref files(Instruction.Transfer transfer, List<Vertex.Piece> pieces, String target,
            Vertex.Manner manner, StageState state) {
        long epoch = state.planning.epoch();
        if (!transfer.link() || !manner.mode().isEmpty()) {
            return state.add(new Vertex.Copy(state.files, pieces, target, manner, epoch), transfer);
        }
        Vertex.Ref scratch = state.planning.addBeside(new Vertex.Scratch(), "[internal] scratch", transfer, state);
        var apart = new Vertex.Copy(scratch, pieces, target, ownedByNumbers(transfer, manner, state), epoch);
        var merge = new Vertex.Merge(state.files, state.add(apart, transfer));
        return state.planning.addBeside(merge, "[internal] link " + target, transfer, state);
    }

    /// A layer that does not depend on what is below it cannot have the users of what is below it; root is known anyway.
    private static Vertex.Manner ownedByNumbers(Instruction.Transfer transfer, Vertex.Manner manner, StageState state) {
        String owner = Arrays.stream(manner.owner().split(":", 2)).map(name -> name.equals("root") ? "0" : name)
                .collect(Collectors.joining(":"));
        if (!owner.matches("(\\d+(:\\d+)?)?")) {
            throw state.error(transfer.chown().orElseThrow().span(), "--link and the name of a user do not go together: "
                    + manner.owner(), "write the numbers of the user and the group, or leave --link out");
        }
        return new Vertex.Manner(owner, manner.mode(), manner.excludes(), manner.missing());
    }

    private static Vertex.Manner manner(Instruction.Transfer transfer, StageState state) {
        for (Word exclude : transfer.excludes()) located(() -> IgnoreFile.of(List.of(exclude.text())), exclude, state);
        boolean mayBeMissing = transfer instanceof Instruction.Copy copy && copy.optional();
        return new Vertex.Manner(transfer.chown().map(state::text).orElse(""),
                transfer.chmod().map(word -> mode(word, state)).orElse(""),
                transfer.excludes().stream().map(Word::text).toList(),
                mayBeMissing ? Vertex.Missing.SKIPPED : Vertex.Missing.REFUSED);
    }

    private static String mode(Word word, StageState state) {
        String text = state.text(word);
        if (!text.isEmpty()) located(() -> ModeChange.parse(text), word, state);
        return text;
    }

    private static void located(Runnable reading, Word word, StageState state) {
        try {
            reading.run();
        } catch (SlipwayException.BadInput wrong) {
            throw wrong.in(new Location(state.file.source(), word.span()));
        }
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

    private static String history(String name, Instruction.Transfer transfer, List<String> sources, Vertex.Manner manner,
            String target) {
        var text = new StringBuilder(name);
        if (!manner.owner().isEmpty()) text.append(" --chown=").append(manner.owner());
        if (!manner.mode().isEmpty()) text.append(" --chmod=").append(manner.mode());
        sources.forEach(source -> text.append(' ').append(source));
        text.append(transfer.hereDocuments().stream().map(document -> " <<" + document.name())
                .collect(Collectors.joining()));
        return text.append(' ').append(target).append(" # buildkit").toString();
    }
}
