package slipway.build.export;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.build.BuildRequest;
import slipway.build.Encoding;
import slipway.build.Output;
import slipway.build.Output.Naming;
import slipway.build.Output.Push;
import slipway.build.operation.Stack;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.ImageSink;
import slipway.image.Index;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;
import slipway.image.archive.DockerArchive;
import slipway.image.archive.NamedArtifact;
import slipway.image.archive.OciArchive;
import slipway.image.archive.OciLayout;

/// Sends what a build made to where it was asked to go.
public final class Exports {

    private final Store store;
    private final ImageSink registry;
    private final Map<Digest, Reference> origins;
    private final ImageEncoder encoder;
    private final BuildRequest.Times times;

    /// @param origins where layers were taken from
    /// @param times what files in archives are not younger than, and when images were made
    public Exports(Store store, ImageSink registry, Map<Digest, Reference> origins, ImageEncoder encoder,
            BuildRequest.Times times) {
        this.store = store;
        this.registry = registry;
        this.origins = Map.copyOf(origins);
        this.encoder = encoder;
        this.times = times;
    }

    /// What a build made.
    ///
    /// @param platforms what it was for
    /// @param images the image for each of them
    /// @param files the files of each of them
    public record Made(List<Platform> platforms, List<Image> images, List<Stack> files) {}

    /// What a step that exports is called.
    public static String name(Output output) {
        return switch (output) {
            case Output.Image image -> image.push() == Push.KEEP ? "exporting to image" : "exporting to image and pushing";
            case Output.Oci oci -> oci.destination() instanceof Output.Destination.Directory ? "exporting to oci layout"
                    : "exporting to oci image format";
            case Output.Docker _ -> "exporting to docker image format";
            case Output.Local _ -> "exporting to client directory";
            case Output.Tar _ -> "exporting to client tarball";
            case Output.CacheOnly() -> "keeping the cache";
        };
    }

    /// The form in which an output wants images; absent for one that wants files, or nothing.
    public static Optional<Encoding> encoding(Output output) {
        return switch (output) {
            case Output.Image image -> Optional.of(image.encoding());
            case Output.Oci oci -> Optional.of(oci.encoding());
            case Output.Docker docker -> Optional.of(docker.encoding());
            case Output.Local _, Output.Tar _, Output.CacheOnly _ -> Optional.empty();
        };
    }

    /// Exports a result.
    public void export(Output output, Made made, TransferListener transfers) throws IOException {
        switch (output) {
            case Output.Image image -> image(image, encoded(made, image.encoding()), transfers);
            case Output.Oci oci -> layout(oci, encoded(made, oci.encoding()), transfers);
            case Output.Docker docker -> archive(docker, encoded(made, docker.encoding()), transfers);
            case Output.Local local -> local(local, made);
            case Output.Tar tar -> {
                var roots = PlatformRoots.of(made.platforms, made.files, tar.split());
                Sink.write(tar.destination(), out -> TarExporter.write(roots, out, times.files()));
            }
            case Output.CacheOnly() -> {}
        }
    }

    private ImageEncoder.Encoded encoded(Made made, Encoding encoding) throws IOException {
        return encoder.encode(made.platforms, made.images, encoding);
    }

    private void image(Output.Image image, ImageEncoder.Encoded encoded, TransferListener transfers) throws IOException {
        if (image.naming().stored() == Naming.Stored.NAMED) {
            for (Reference name : names(image, encoded.artifact().descriptor().digest())) {
                store.name(name, encoded.artifact().descriptor());
            }
        }
        for (Reference name : image.names()) {
            switch (image.push()) {
                case KEEP -> {}
                case PUSH -> registry.write(encoded.artifact(), name, store, origins, transfers);
                case PUSH_BY_DIGEST -> registry.write(encoded.artifact(),
                        exactly(name.name(), encoded.artifact().descriptor().digest()), store, origins, transfers);
            }
        }
    }

    private static void layout(Output.Oci oci, Store store, NamedArtifact named, TransferListener transfers)
            throws IOException {
        if (oci.destination() instanceof Output.Destination.Directory(var path)) {
            new OciLayout(path).write(named, store, transfers);
        } else {
            Sink.write(oci.destination(), out -> OciArchive.write(List.of(named), store, out, transfers));
        }
    }

    private void layout(Output.Oci oci, ImageEncoder.Encoded encoded, TransferListener transfers) throws IOException {
        layout(oci, store, new NamedArtifact(dated(encoded.descriptor()), oci.names()), transfers);
    }

    /// As listed in a layout, where it says when it was made.
    private Descriptor dated(Descriptor descriptor) {
        var annotations = new LinkedHashMap<>(descriptor.annotations());
        annotations.put("org.opencontainers.image.created", Instant.ofEpochSecond(times.created()).toString());
        return descriptor.with(annotations);
    }

    private void archive(Output.Docker docker, ImageEncoder.Encoded encoded, TransferListener transfers)
            throws IOException {
        if (encoded.artifact() instanceof Index) {
            throw new SlipwayException.BadInput(
                    Problem.of("what docker load reads holds an image for one platform, and this build has several")
                            .hint("export with type=oci, which holds them all"));
        }
        var named = new NamedArtifact(dated(encoded.descriptor()), docker.names());
        if (docker.destination() instanceof Output.Destination.Directory(var path)) {
            new OciLayout(path).write(named, store, transfers);
        } else {
            Sink.write(docker.destination(), out -> DockerArchive.write(List.of(named), store, out, transfers));
        }
    }

    private void local(Output.Local local, Made made) throws IOException {
        List<PlatformRoots> roots = PlatformRoots.of(made.platforms, made.files, local.split());
        for (PlatformRoots root : roots) {
            Path path = root.directory().isEmpty() ? local.path() : local.path().resolve(root.directory());
            if (local.stale() == Output.Stale.DELETED) StaleFiles.delete(path, root.files());
            for (var files : root.files()) new DirectoryExporter(path, times.files()).write(files);
        }
    }

    /// The names under which a result with this digest can be found.
    public static List<Reference> names(List<Output> outputs, Digest digest) {
        return outputs.stream().flatMap(output -> names(output, digest).stream()).distinct().toList();
    }

    private static List<Reference> names(Output output, Digest digest) {
        return switch (output) {
            case Output.Image image -> names(image, digest);
            case Output.Oci oci -> oci.names();
            case Output.Docker docker -> docker.names();
            case Output.Local _, Output.Tar _, Output.CacheOnly _ -> List.<Reference>of();
        };
    }

    /// A name without a tag.
    private static Reference exactly(String repository, Digest digest) {
        return Reference.parse(repository + "@" + digest);
    }

    private static List<Reference> names(Output.Image image, Digest digest) {
        if (image.names().isEmpty()) {
            return image.naming().prefix().map(prefix -> exactly(prefix, digest)).stream().toList();
        }
        if (image.naming().digests() == Naming.Digests.LEFT_OUT) return image.names();
        return image.names().stream().flatMap(name -> Stream.of(name, exactly(name.name(), digest))).toList();
    }
}
