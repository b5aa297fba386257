package slipway.compose;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import slipway.compose.debian.Wish;
import slipway.compose.unpack.Pruning;
import slipway.diagnostics.Location;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.image.Digest;
import slipway.image.Platform;
import slipway.image.json.Json;

/// What a base image is made of: the content of a composition's YAML file, with the files that it includes.
///
/// `docs/compose.md` describes the file.
///
/// @param file the file it was read from; absent for one that ships with Slipway
/// @param sources the texts it was read from, included ones first
/// @param platforms what it can be composed for; empty when it does not say
public record Composition(
        String name,
        Optional<Path> file,
        List<Source> sources,
        Origin origin,
        Selection selection,
        Contents contents,
        Running running,
        List<Platform> platforms) {

    public Composition {
        sources = List.copyOf(sources);
        platforms = List.copyOf(platforms);
    }

    /// Where the packages come from.
    ///
    /// @param mirror the mirror's address; absent when this machine's package sources are to be used
    /// @param securityMirror the address of the mirror that has the suite's security fixes
    /// @param keyring a keyring file for the signatures
    public record Origin(
            String distribution, String suite, List<String> components, Optional<String> mirror,
                    Optional<String> securityMirror,
            Optional<Path> keyring) {}

    /// Which packages, and what of them.
    ///
    /// @param exclusions names that count as there when something needs them
    /// @param prunedPaths globs of paths that are left out
    /// @param keptPaths globs of paths that stay nevertheless
    public record Selection(
            List<Wish> packages, SortedSet<String> exclusions, List<String> prunedPaths, List<String> keptPaths,
                    Set<Pruning.Kind> kept) {

        /// A digest of what decides which packages there are: what a lock is good for.
        Digest digest(Origin origin) {
            return Digest.sha256(Json.object()
                    .put("distribution", origin.distribution())
                    .put("suite", origin.suite())
                    .put("components", Json.strings(origin.components()))
                    .put("packages", Json.strings(packages.stream().map(wish -> wish.group() + " " + wish.name()
                            + wish.version().map(version -> "=" + version).orElse("")).toList()))
                    .put("exclude", Json.strings(exclusions))
                    .build().toBytes());
        }
    }

    /// What is in the image beside the packages' files.
    ///
    /// @param links path to target
    public record Contents(
            List<User> users,
            List<Group> groups,
            List<Directory> directories,
            List<InlineFile> files,
            SequencedMap<String, String> links,
            Set<TrustStore> certificates) {}

    /// A line of `/etc/passwd`.
    public record User(String name, int uid, int gid, String home, String shell) {}

    /// A line of `/etc/group`.
    public record Group(String name, int gid, List<String> members) {}

    public record Directory(String path, int mode, int uid, int gid) {}

    /// A file whose text stands in the composition.
    public record InlineFile(String path, int mode, int uid, int gid, String text) {}

    /// A form in which the certificates of authorities are put up.
    public enum TrustStore {
        /// `/etc/ssl/certs/ca-certificates.crt`.
        BUNDLE,
        /// `/etc/ssl/certs/java/cacerts`.
        JAVA
    }

    /// How the image is run.
    public record Running(
            SequencedMap<String, String> env,
            Optional<List<String>> entrypoint,
            Optional<List<String>> command,
            Optional<String> workingDirectory,
            Optional<String> user,
            SequencedMap<String, String> labels) {}

    /// The composition that a short text names: `builtin/static` for one that ships with Slipway, or else a path.
    ///
    /// @param directory where a relative path begins
    public static Composition find(String name, Path directory) throws IOException {
        if (name.startsWith(CompositionReader.BUILTIN)) return named(name.substring(CompositionReader.BUILTIN.length()));
        return read(directory.resolve(name));
    }

    /// Reads a composition file and what it includes.
    ///
    /// @throws slipway.diagnostics.SlipwayException.BadInput at the place that is wrong
    public static Composition read(Path file) throws IOException {
        return CompositionReader.read(file);
    }

    /// A composition that ships with Slipway: `static`, `base`, …
    ///
    /// @throws slipway.diagnostics.SlipwayException.BadInput when there is none of that name
    public static Composition named(String name) {
        return CompositionReader.named(name);
    }

    /// The names of the compositions that ship with Slipway, the smallest image first.
    public static List<String> names() {
        return CompositionReader.NAMES;
    }

    /// Where in the file the composition begins.
    Location place() {
        Source last = sources.getLast();
        return new Location(last, Span.at(0));
    }
}
