package slipway.cli.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import slipway.build.BuildRequest.ContextRoot;
import slipway.build.BuildRequest.NamedContext;
import slipway.build.remote.GitAddress;
import slipway.build.remote.WebAddress;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Reference;
import slipway.image.store.DirectoryStore;

/// The contexts that a build knows by name: those of the project file, and those of `--build-context`, which win.
public final class NamedContexts {

    private static final String COMPOSE = "compose:";
    private static final String BUILTIN = "builtin/";
    private static final String IMAGE = "docker-image://";
    private static final String LAYOUT = "oci-layout://";

    private final Compositions compositions;
    private final DirectoryStore store;

    /// @param compositions composes the bases that are named
    /// @param store takes images of layouts
    NamedContexts(Compositions compositions, DirectoryStore store) {
        this.compositions = compositions;
        this.store = store;
    }

    /// @param context in which the project file is looked for
    /// @param options `NAME=VALUE`, as given
    /// @param here what relative paths in options start from
    public SequencedMap<String, NamedContext> resolve(LoadedContext context, List<String> options, Path here)
            throws IOException {
        ProjectFile project = ProjectFile.of(context.directory());
        var contexts = new LinkedHashMap<String, NamedContext>();
        var given = new LinkedHashMap<String, String>();
        for (String option : options) {
            int equals = option.indexOf('=');
            if (equals < 1) throw new SlipwayException.Usage(Problem.of("--build-context " + option + " has no value")
                    .hint("write --build-context NAME=VALUE"));
            given.put(named(option.substring(0, equals)), option.substring(equals + 1));
        }
        for (var setting : project.contexts().entrySet()) {
            if (given.containsKey(setting.getKey())) continue;
            try {
                contexts.put(setting.getKey(), resolve(setting.getValue().value(), project.directory(),
                        context.origin()));
            } catch (SlipwayException e) {
                throw e.in(setting.getValue().location());
            }
        }
        for (var option : given.entrySet()) {
            contexts.put(option.getKey(), resolve(option.getValue(), here, LoadedContext.Origin.HERE));
        }
        return contexts;
    }

    /// A name that `FROM` could have.
    private static String named(String name) {
        try {
            Reference.parse(name);
            return name;
        } catch (SlipwayException.BadInput e) {
            throw new SlipwayException.Usage(Problem.of("invalid context name " + name)
                    .hint("it is a stage's name or an image's, in lower case"));
        }
    }

    private NamedContext resolve(String value, Path base, LoadedContext.Origin origin) throws IOException {
        if (value.startsWith(IMAGE)) return new NamedContext.ImageName(Reference.parse(value.substring(IMAGE.length())));
        if (GitAddress.matchesForUser(value)) {
            if (GitAddress.parse(value).way() == GitAddress.Way.FILE) refuse(value, origin);
            return new NamedContext.Remote(value);
        }
        if (WebAddress.matches(value)) {
            WebAddress.parse(value);
            return new NamedContext.Remote(value);
        }
        if (value.startsWith(COMPOSE)) {
            String composition = value.substring(COMPOSE.length());
            if (!composition.startsWith(BUILTIN)) inside(composition, base, origin);
            return compositions.context(composition, base);
        }
        if (value.startsWith(LAYOUT)) return layout(value.substring(LAYOUT.length()), base, origin);
        if (value.contains("://")) {
            throw new SlipwayException.BadInput(Problem.of("there is no kind of context like this: " + value)
                    .hint("a directory, docker-image://NAME, oci-layout://PATH, the address of a git repository or of a tar,"
                            + " and compose:FILE are known"));
        }
        Path directory = inside(value, base, origin);
        if (!Files.isDirectory(directory)) throw new SlipwayException.BadInput(Problem.of("there is no directory " + value)
                .hint("it is to be a named context"));
        return new NamedContext.Files(new ContextRoot.Directory(directory, IgnoreFiles.of(directory)));
    }

    /// An image of a layout or an archive: `path`, `path:tag` or `path@digest`.
    private NamedContext layout(String value, Path base, LoadedContext.Origin origin) throws IOException {
        int at = value.lastIndexOf('@');
        int colon = value.lastIndexOf(':');
        int end = at >= 0 ? at : colon > value.lastIndexOf('/') ? colon : value.length();
        Path path = inside(value.substring(0, end), base, origin);
        if (!Files.exists(path)) throw new SlipwayException.BadInput(Problem.of("there is no image layout " + path));
        String name = end == value.length() ? "" : value.substring(end + 1);
        return new NamedContext.Made("[context] load " + LAYOUT + value, new LayoutImage(path, name, store));
    }

    /// A path of this machine. A context from elsewhere may name only what is in it.
    private static Path inside(String value, Path base, LoadedContext.Origin origin) throws IOException {
        Path path = base.resolve(value).normalize();
        boolean isInside = path.startsWith(base)
                && (!Files.exists(path) || path.toRealPath().startsWith(base.toRealPath()));
        if (!isInside) refuse(value, origin);
        return path;
    }

    private static void refuse(String value, LoadedContext.Origin origin) {
        if (origin == LoadedContext.Origin.HERE) return;
        throw new SlipwayException.BadInput(Problem.of("a context from elsewhere may not name " + value)
                .hint("it may name what is in it; give the rest with --build-context"));
    }
}
