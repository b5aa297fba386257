package slipway.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import slipway.diagnostics.Source;
import slipway.image.Image;
import slipway.image.Platform;
import slipway.image.Reference;

/// Everything a build is asked for. [#of] makes one that asks for nothing special; the `with` methods ask for more.
///
/// @param name what the build is called where several run together; empty for one alone
/// @param dockerfile the text to build from, named as messages shall name it
/// @param context where `COPY` and `ADD` take files from
/// @param target the stage to build, by name or index; the last one if absent
/// @param arguments values for `ARG`s
/// @param namedContexts contexts and images by the name under which `FROM` and `--from` find them
/// @param platforms what to build for; several give an index. Never empty.
/// @param caching which steps must not be taken from the cache
/// @param pull when bases are looked up in a registry
/// @param times what the image says of when it was made
/// @param processes what holds for the processes of all `RUN` steps
/// @param labels added to the image last
/// @param outputs where the result goes; may be empty, and then it is only cached
/// @param attestations what shall be stated about the image
public record BuildRequest(
        String name,
        Source dockerfile,
        ContextRoot context,
        Optional<String> target,
        SequencedMap<String, String> arguments,
        SequencedMap<String, NamedContext> namedContexts,
        List<Platform> platforms,
        Caching caching,
        PullPolicy pull,
        Times times,
        ProcessOptions processes,
        SequencedMap<String, String> labels,
        List<Output> outputs,
        List<Attestation> attestations) {

    public BuildRequest {
        arguments = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(arguments));
        labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
        namedContexts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(namedContexts));
        platforms = List.copyOf(platforms);
        outputs = List.copyOf(outputs);
        attestations = List.copyOf(attestations);
        if (platforms.isEmpty()) throw new IllegalArgumentException("a build is for at least one platform");
    }

    /// A build of the last stage for this machine, which is only cached.
    public static BuildRequest of(Source dockerfile, ContextRoot context) {
        return new BuildRequest("", dockerfile, context, Optional.empty(), new LinkedHashMap<>(), new LinkedHashMap<>(),
                List.of(Platform.local()), Caching.USE, PullPolicy.MISSING, Times.FIXED, ProcessOptions.USUAL,
                new LinkedHashMap<>(), List.of(), List.of());
    }

    public BuildRequest withName(String name) {
        return new BuildRequest(name, dockerfile, context, target, arguments, namedContexts, platforms, caching, pull, times,
                processes, labels, outputs, attestations);
    }

    public BuildRequest withTarget(Optional<String> target) {
        return new BuildRequest(name, dockerfile, context, target, arguments, namedContexts, platforms, caching, pull, times,
                processes, labels, outputs, attestations);
    }

    public BuildRequest withArguments(SequencedMap<String, String> arguments) {
        return new BuildRequest(name, dockerfile, context, target, arguments, namedContexts, platforms, caching, pull, times,
                processes, labels, outputs, attestations);
    }

    public BuildRequest withNamedContexts(SequencedMap<String, NamedContext> namedContexts) {
        return new BuildRequest(name, dockerfile, context, target, arguments, namedContexts, platforms, caching, pull, times,
                processes, labels, outputs, attestations);
    }

    public BuildRequest withPlatforms(List<Platform> platforms) {
        return new BuildRequest(name, dockerfile, context, target, arguments, namedContexts, platforms, caching, pull, times,
                processes, labels, outputs, attestations);
    }

    public BuildRequest withCaching(Caching caching) {
        return new BuildRequest(name, dockerfile, context, target, arguments, namedContexts, platforms, caching, pull, times,
                processes, labels, outputs, attestations);
    }

    public BuildRequest withPull(PullPolicy pull) {
        return new BuildRequest(name, dockerfile, context, target, arguments, namedContexts, platforms, caching, pull, times,
                processes, labels, outputs, attestations);
    }

    public BuildRequest withTimes(Times times) {
        return new BuildRequest(name, dockerfile, context, target, arguments, namedContexts, platforms, caching, pull, times,
                processes, labels, outputs, attestations);
    }

    public BuildRequest withProcesses(ProcessOptions processes) {
        return new BuildRequest(name, dockerfile, context, target, arguments, namedContexts, platforms, caching, pull, times,
                processes, labels, outputs, attestations);
    }

    public BuildRequest withLabels(SequencedMap<String, String> labels) {
        return new BuildRequest(name, dockerfile, context, target, arguments, namedContexts, platforms, caching, pull, times,
                processes, labels, outputs, attestations);
    }

    public BuildRequest withOutputs(List<Output> outputs) {
        return new BuildRequest(name, dockerfile, context, target, arguments, namedContexts, platforms, caching, pull, times,
                processes, labels, outputs, attestations);
    }

    public BuildRequest withAttestations(List<Attestation> attestations) {
        return new BuildRequest(name, dockerfile, context, target, arguments, namedContexts, platforms, caching, pull, times,
                processes, labels, outputs, attestations);
    }
    /// Times, in seconds since 1970.
    ///
    /// @param created what history and configuration say
    /// @param files what no file in our own layers is younger than. A change of it is a change of all layers, so it does not
    ///     follow the commit; files are as old as can be unless somebody asks for another time.
    public record Times(long created, long files) {

        /// The beginning of time, on every machine and in every year.
        public static final Times FIXED = new Times(0, 0);
    }

    /// Files that can be copied from.
    public sealed interface ContextRoot {

        /// A directory on this machine, read in place.
        ///
        /// @param ignoreFile says what of it is not part of the context; looked up already
        record Directory(Path path, Optional<Source> ignoreFile) implements ContextRoot {}

        /// Nothing: the Dockerfile came alone.
        record Nothing() implements ContextRoot {}
    }

    /// What a name given with `--build-context` stands for.
    public sealed interface NamedContext {

        /// Files without a configuration.
        record Files(ContextRoot root) implements NamedContext {}

        /// Files at an address that a user gave, fetched when the build comes to need them: a git repository, or a file on
        /// the web, which is unpacked if it is an archive.
        record Remote(String address) implements NamedContext {}

        /// What another build makes, planned as part of this one: a step that both need runs once.
        record Target(BuildRequest request) implements NamedContext {}

        /// An image in a registry or the store: `docker-image://…`.
        record ImageName(Reference reference) implements NamedContext {}

        /// An image that is made when the build comes to need it: composed, or read from a layout or an archive.
        ///
        /// @param name what is shown while it is made
        record Made(String name, ImageMaker maker) implements NamedContext {}
    }

    /// Makes an image, all of it in the store of the build.
    public interface ImageMaker {

        /// @param platform what it is wanted for; where there is but one image, it is that one
        /// @param log takes lines about how it goes
        Image make(Platform platform, Consumer<String> log) throws IOException, InterruptedException;
    }

    /// Which steps run although the cache knows their result.
    public sealed interface Caching {

        /// None of them.
        Caching USE = new IgnoreStages(List.of());

        /// All that run a process or copy files.
        record IgnoreAll() implements Caching {}

        /// Those of some stages, by name or index.
        record IgnoreStages(List<String> stages) implements Caching {
            public IgnoreStages {
                stages = List.copyOf(stages);
            }
        }
    }

    /// When a registry is asked for a base that is named by tag.
    public enum PullPolicy {
        /// Each time.
        ALWAYS,
        /// Only when the store does not have it.
        MISSING,
        /// Each time; where no registry answers, what the store has will do.
        NEWER,
        /// Not at all.
        NEVER
    }
}
