package slipway.build.operation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.build.files.Attributes;
import slipway.build.files.CopyLayout;
import slipway.build.files.FileSource;
import slipway.build.files.Selection;
import slipway.build.files.Selector;
import slipway.build.plan.ModeChange;
import slipway.build.plan.Vertex;
import slipway.build.run.execute.ProcessSpec;
import slipway.build.run.execute.UserDatabase;
import slipway.build.solve.CacheKey;
import slipway.build.solve.Operation;
import slipway.image.Digest;
import slipway.image.layer.Entry;

/// Lays files over a stack. The layer is written straight from its sources; nothing is unpacked for it.
final class CopyOperation implements Operation<StepResult> {

    private final Vertex.Copy vertex;
    private final BuildEnvironment environment;
    private final Optional<ModeChange> mode;
    private Optional<List<Source>> sources = Optional.empty();

    CopyOperation(Vertex.Copy vertex, BuildEnvironment environment) {
        this.vertex = vertex;
        this.environment = environment;
        this.mode = Optional.of(vertex.manner().mode()).filter(text -> !text.isEmpty()).map(ModeChange::parse);
    }

    /// A selection, where its files are, and their digests.
    private record Source(Selection selection, FileSource files, Map<String, Digest> digests, Vertex.Archives archives) {}

    /// The key holds what the files are, not where they came from: names below each source, content, mode and owner as far
    /// as they reach the image. Times are left out, and so is the mode or owner that an option replaces; patterns count only
    /// by what they select.
    @Override
    public CacheKey key(List<Solved<StepResult>> inputs) throws IOException {
        var key = CacheKey.builder("copy.v3")
                .add("parent", inputs.getFirst().key())
                .add("target", vertex.target())
                .add("chown", vertex.manner().owner())
                .add("chmod", vertex.manner().mode());
        int number = 0;
        for (Source source : sources(inputs)) {
            String name = "source " + ++number;
            Entry root = source.selection.entry();
            if (root.is(Entry.Kind.DIRECTORY)) {
                key.add(name, "directory");
                for (Selection.Part part : source.selection.parts()) {
                    String only = part.wanted() == Selection.Wanted.FOR_ITS_CONTENT ? "for its content " : "";
                    key.add(name + " /" + part.below(), only + describe(part.entry(), source));
                }
            } else {
                String how = source.archives == Vertex.Archives.UNPACK ? "file or archive " : "file ";
                key.add(name, how + source.selection.name()).add(name, describe(root, source));
            }
        }
        return key.add("epoch", Long.toString(vertex.epoch())).build();
    }

    private String describe(Entry entry, Source source) {
        var text = new StringBuilder(entry.kind().toString());
        boolean isReplaced = mode.filter(change -> change instanceof ModeChange.Octal).isPresent();
        if (!isReplaced || entry.is(Entry.Kind.SYMLINK)) {
            text.append(' ').append(Integer.toOctalString(entry.mode()));
        }
        if (vertex.manner().owner().isEmpty()) text.append(' ').append(entry.uid()).append(':').append(entry.gid());
        if (entry.is(Entry.Kind.FILE)) {
            text.append(' ').append(entry.size()).append(' ').append(source.digests.get(entry.path()));
        }
        if (!entry.link().isEmpty()) text.append(" -> ").append(entry.link());
        if (!entry.device().equals(Entry.Device.NONE)) text.append(' ').append(entry.device());
        entry.attributes().forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
        return text.toString();
    }

    private List<Source> sources(List<Solved<StepResult>> inputs) throws IOException {
        if (sources.isPresent()) return sources.get();
        var found = new ArrayList<Source>();
        for (int i = 0; i < vertex.pieces().size(); i++) {
            Vertex.Piece piece = vertex.pieces().get(i);
            FileSource files = inputs.get(i + 1).result().files();
            var selector = new Selector(files, vertex.manner());
            for (Selection selection : selector.select(piece.sources(), piece.placement())) {
                List<Entry> contents = selection.entries().filter(entry -> entry.is(Entry.Kind.FILE)).toList();
                found.add(new Source(selection, files, files.digests(contents), piece.archives()));
            }
        }
        sources = Optional.of(found);
        return found;
    }

    @Override
    public Optional<StepResult> recall(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        return LayerStep.recall(key, inputs, environment);
    }

    @Override
    public StepResult execute(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        Stack stack = LayerStep.stack(inputs);
        var attributes = new Attributes(owner(stack), mode, vertex.epoch(), Attributes.Times.EPOCH);
        var layout = new CopyLayout(stack.tree(), attributes);
        try (var archives = new UnpackedArchives(environment.temporary())) {
            for (Source source : sources(inputs)) {
                boolean isArchive = source.archives == Vertex.Archives.UNPACK
                        && archives.unpack(source.selection, source.files, layout, vertex.target());
                if (!isArchive) layout.copy(source.selection, source.files, vertex.target());
            }
            return LayerStep.write(key, stack, layout.layerWithLinks(), vertex.epoch(), environment);
        }
    }

    private Optional<Attributes.Owner> owner(Stack stack) throws IOException {
        String text = vertex.manner().owner();
        if (text.isEmpty()) return Optional.empty();
        UserDatabase users = text.matches("\\d+(:\\d+)?") ? UserDatabase.parse("", "") : Users.of(stack);
        ProcessSpec.User user = users.resolve(text).user();
        boolean onlyNumber = text.matches("\\d+");
        return Optional.of(new Attributes.Owner(user.uid(), onlyNumber ? user.uid() : user.gid()));
    }
}
