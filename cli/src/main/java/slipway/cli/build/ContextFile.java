package slipway.cli.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

/// The Dockerfile of a context that is a directory by now.
///
/// @param file where it is on this machine, if it is here
record ContextFile(Source source, Optional<Path> file) {

    private static final String[] USUAL = {"Dockerfile", "dockerfile", "Containerfile"};

    /// The one that `-f` names, relative to where the command was typed, or to the context; else the usual one.
    ///
    /// @param shown what the context was called
    static ContextFile here(Path directory, Optional<String> named, Path typed, String shown) throws IOException {
        if (named.isEmpty()) {
            for (String name : USUAL) {
                Path file = directory.resolve(name);
                if (!Files.isRegularFile(file)) continue;
                String path = shown.equals(".") ? name : Path.of(shown).resolve(name).toString();
                return new ContextFile(TextFiles.read(path, file), Optional.of(file));
            }
            throw missing(shown.equals(".") ? "this directory" : shown);
        }
        for (Path file : new Path[] {typed.resolve(named.get()).normalize(), directory.resolve(named.get())}) {
            if (Files.isRegularFile(file)) return new ContextFile(TextFiles.read(named.get(), file), Optional.of(file));
        }
        throw new SlipwayException.BadInput(Problem.of("there is no Dockerfile " + named.get())
                .hint("-f is relative to the current directory"));
    }

    /// The one that `-f` names, relative to a context from elsewhere, or else to where the command was typed. Links do not
    /// lead out of such a context.
    static ContextFile elsewhere(Path directory, Optional<String> named, Path typed, String shown) throws IOException {
        for (String name : named.isPresent() ? new String[] {named.get()} : USUAL) {
            Path file = directory.resolve(name).normalize();
            if (!file.startsWith(directory) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) continue;
            if (!Files.exists(file) || !file.toRealPath().startsWith(directory.toRealPath())) {
                throw new SlipwayException.BadInput(Problem.of(name + " is a link that leads out of the context"));
            }
            if (Files.isRegularFile(file)) return new ContextFile(TextFiles.read(name, file), Optional.empty());
        }
        if (named.isEmpty()) throw missing(shown);
        Path outside = typed.resolve(named.get()).normalize();
        if (Files.isRegularFile(outside)) return new ContextFile(TextFiles.read(named.get(), outside), Optional.empty());
        throw new SlipwayException.BadInput(Problem.of("there is no Dockerfile " + named.get() + " in " + shown)
                .hint("-f is relative to the context, where that is from elsewhere"));
    }

    private static SlipwayException.BadInput missing(String place) {
        return new SlipwayException.BadInput(Problem.of("there is no Dockerfile in " + place)
                .hint("name another one with -f FILE"));
    }
}
