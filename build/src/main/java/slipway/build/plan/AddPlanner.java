package slipway.build.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import slipway.build.remote.Checksum;
import slipway.build.remote.Credentials;
import slipway.build.remote.GitAddress;
import slipway.build.remote.GitOptions;
import slipway.build.remote.WebAddress;
import slipway.diagnostics.Location;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;

/// `ADD`: as `COPY`, but archives of the context are unpacked, and sources may be web addresses and git
/// repositories.
final class AddPlanner {

    private final Instruction.Add add;
    private final StageState state;
    private final List<Vertex.Piece> pieces = new ArrayList<>();

    private AddPlanner(Instruction.Add add, StageState state) {
        this.add = add;
        this.state = state;
    }

    static void plan(Instruction.Add add, StageState state) {
        new AddPlanner(add, state).plan();
    }

    private void plan() {
        List<String> sources = add.sources().stream().map(state::text).toList();
        var local = new ArrayList<String>();
        for (int i = 0; i < sources.size(); i++) {
            boolean isRepository = GitAddress.matches(sources.get(i));
            if (isRepository || WebAddress.matches(sources.get(i))) {
                addLocal(local);
                pieces.add(isRepository ? repository(sources.get(i), add.sources().get(i))
                        : download(sources.get(i), add.sources().get(i)));
            } else {
                local.add(sources.get(i));
            }
        }
        addLocal(local);
        CopyPlanner.transfer(add, "ADD", sources, pieces, state);
    }

    /// Adds what was collected so far, and begins anew.
    private void addLocal(List<String> sources) {
        if (sources.isEmpty()) return;
        add.checksum().ifPresent(checksum -> {
            throw state.error(checksum.span(), "checksum requires HTTP(S) or Git sources");
        });
        Vertex.Archives archives = add.unpack().orElse(true) ? Vertex.Archives.UNPACK : Vertex.Archives.COPY;
        pieces.add(CopyPlanner.local(sources, archives, state));
        sources.clear();
    }

    private Vertex.Piece download(String source, Word word) {
        WebAddress address = located(() -> WebAddress.parse(source), word);
        Optional<Checksum> checksum = checksum().map(text -> located(() -> Checksum.parse(state.text(text)), text));
        var vertex = new Vertex.Download(address, checksum, Credentials.of(state.planning.request().processes()));
        Vertex.Ref file = state.planning.addBeside(vertex, "[internal] download " + address, add, state);
        return new Vertex.Piece(file, List.of("/" + CopyPlanner.escape(address.fileName())), Vertex.Ownership.ROOT,
                add.unpack().orElse(false) ? Vertex.Archives.UNPACK : Vertex.Archives.COPY);
    }

    private Vertex.Piece repository(String source, Word word) {
        GitAddress parsed = located(() -> GitAddress.parse(source), word);
        GitOptions options = parsed.options();
        if (add.head().decision("keep-git-dir").isPresent()) {
            GitOptions asked = options;
            options = located(() -> asked.with(add.keepGitDir() ? GitOptions.GitDirectory.KEEP
                    : GitOptions.GitDirectory.DROP), word);
        }
        if (checksum().isPresent()) {
            GitOptions asked = options;
            options = located(() -> asked.withChecksum(state.text(checksum().get())), checksum().get());
        }
        GitAddress address = parsed.with(options);
        var vertex = new Vertex.Repository(address, Credentials.of(state.planning.request().processes()));
        Vertex.Ref files = state.planning.addBeside(vertex, "[internal] load git source " + address, add, state);
        return new Vertex.Piece(files, List.of("/"), Vertex.Ownership.ROOT, Vertex.Archives.COPY);
    }

    private Optional<Word> checksum() {
        if (add.checksum().isPresent() && add.sources().size() > 1) {
            throw state.error(add.checksum().get().span(), "checksum can't be specified for multiple sources",
                    "write an ADD for each of them");
        }
        return add.checksum();
    }

    private <T> T located(Supplier<T> reading, Word word) {
        try {
            return reading.get();
        } catch (SlipwayException.BadInput e) {
            throw e.in(new Location(state.file.source(), word.span()));
        }
    }
}
