package slipway.compose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import slipway.compose.yaml.YamlNode;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Suggestion;

/// Reads a composition with all that it includes: included files first, each in turn adding to what came before.
final class CompositionReader {

    static final List<String> NAMES = List.of("static", "base", "cc", "python", "node", "java", "toolchain-c");

    static final String BUILTIN = "builtin/";
    private static final int MAX_FILES = 16;
    private static final long MAX_BYTES = 4L << 20;

    private final CompositionDraft draft = new CompositionDraft();
    private final List<Source> sources = new ArrayList<>();
    private final List<String> open = new ArrayList<>();

    private CompositionReader() {}

    static Composition read(Path file) throws IOException {
        var reader = new CompositionReader();
        try {
            reader.add(text(file), Optional.of(file.toAbsolutePath().getParent()));
        } catch (NoSuchFileException e) {
            throw new SlipwayException.BadInput(Problem.of("there is no composition " + file), e);
        }
        String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return reader.draft.finish(name, Optional.of(file), reader.sources);
    }

    static Composition named(String name) {
        var reader = new CompositionReader();
        try {
            reader.add(builtin(name).orElseThrow(() -> unknown(name)), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reader.draft.finish(name, Optional.empty(), reader.sources);
    }

    private static SlipwayException.BadInput unknown(String name) {
        String hint = Suggestion.didYouMean(name, NAMES).orElse("there are " + String.join(", ", new TreeSet<>(NAMES)));
        return new SlipwayException.BadInput(Problem.of("no composition named " + name + " ships with Slipway").hint(hint));
    }

    private static Optional<Source> builtin(String name) throws IOException {
        if (!NAMES.contains(name)) return Optional.empty();
        try (InputStream in = CompositionReader.class.getResourceAsStream("/slipway/compose/" + name + ".yaml")) {
            if (in == null) throw new IllegalStateException("a composition is listed that does not ship: " + name);
            return Optional.of(Source.of(BUILTIN + name + ".yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    private static Source text(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new SlipwayException.BadInput(Problem.of("too large for a composition: " + file));
        }
        return Source.of(file.toString(), Files.readString(file));
    }

    private void add(Source source, Optional<Path> directory) throws IOException {
        YamlNode.Mapping root = YamlNode.parse(source).asMapping("a composition").only(CompositionDraft.KEYS);
        open.add(source.name());
        for (YamlNode.Scalar include : root.scalars("include")) include(include, directory);
        open.removeLast();
        if (sources.size() >= MAX_FILES) throw root.refuse("this composition includes too many files");
        sources.add(source);
        draft.add(root, directory);
    }

    private void include(YamlNode.Scalar include, Optional<Path> directory) throws IOException {
        String name = include.text();
        if (name.startsWith(BUILTIN)) {
            String bare = name.substring(BUILTIN.length()).replaceFirst("\\.yaml$", "");
            Source source = builtin(bare).orElseThrow(() -> unknown(bare).in(include.location()));
            once(include, source);
            add(source, Optional.empty());
            return;
        }
        Path file = directory.orElseThrow(() -> include.refuse("a composition that ships with Slipway includes only such"))
                .resolve(name);
        if (!Files.isRegularFile(file)) {
            throw include.refuse("there is no file " + file, "ready compositions are included as " + BUILTIN + "static");
        }
        Source source = text(file);
        once(include, source);
        add(source, Optional.ofNullable(file.getParent()));
    }

    private void once(YamlNode.Scalar include, Source source) {
        if (open.contains(source.name())) throw include.refuse(source.name() + " includes itself");
    }
}
