package slipway.build.export;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import slipway.build.BuildRequest.Destination;
import slipway.build.BuildRequest.Output;
import slipway.build.BuildRequest.Push;
import slipway.build.operation.Stack;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Artifact;
import slipway.image.Image;
import slipway.image.ImageSink;
import slipway.image.Digest;
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
    private final long epoch;

    /// @param origins where layers were taken from
    /// @param epoch the time of files in archives
    public Exports(Store store, ImageSink registry, Map<Digest, Reference> origins, long epoch) {
        this.store = store;
        this.registry = registry;
        this.origins = Map.copyOf(origins);
        this.epoch = epoch;
    }

    /// What a step that exports is called.
    public String name(Output output) {
        return switch (output) {
            case Output.ToStore(_, Push push) -> push == Push.PUSH ? "exporting to image and pushing" : "exporting to image";
            case Output.OciArchive _ -> "exporting to oci image format";
            case Output.OciDirectory _ -> "exporting to oci layout";
            case Output.DockerArchive _ -> "exporting to docker image format";
            case Output.Files _ -> "exporting to client directory";
            case Output.Tar _ -> "exporting to client tarball";
        };
    }

    /// Exports a result.
    ///
    /// @param images the image for each platform
    /// @param files the files of each of them
    public void export(Output output, Artifact artifact, List<Image> images, List<Stack> files, TransferListener transfers)
            throws IOException {
        switch (output) {
            case Output.ToStore(var names, var push) -> {
                for (Reference name : names) store.name(name, artifact.descriptor());
                if (push == Push.KEEP) return;
                for (Reference name : names) registry.write(artifact, name, store, origins, transfers);
            }
            case Output.OciArchive(var destination, var names) ->
                write(destination, out -> OciArchive.write(List.of(new NamedArtifact(artifact.descriptor(), names)), store,
                        out, transfers));
            case Output.DockerArchive(var destination, var names) ->
                write(destination, out -> DockerArchive.write(List.of(new NamedArtifact(artifact.descriptor(), names)),
                        store, out, transfers));
            case Output.OciDirectory(var path, var names) ->
                new OciLayout(path).write(new NamedArtifact(artifact.descriptor(), names), store, transfers);
            case Output.Files(var path) -> {
                for (int i = 0; i < images.size(); i++) {
                    new DirectoryExporter(platformRoot(path, images, i), epoch).write(files.get(i).files());
                }
            }
            case Output.Tar(var destination) -> {
                if (images.size() > 1) {
                    throw new SlipwayException.BadInput(Problem.of(
                            "a tar holds the files of one platform, and this build has " + images.size())
                            .hint("export with type=local, which makes a directory for each"));
                }
                write(destination, out -> TarExporter.write(files.getFirst().files(), out, epoch));
            }
        }
    }

    /// With several platforms, each has a directory of its own: `linux_arm64`.
    private static Path platformRoot(Path path, List<Image> images, int index) {
        return images.size() == 1 ? path : path.resolve(images.get(index).config().platform().toString().replace('/', '_'));
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /// A file appears whole or not at all.
    private static void write(Destination destination, Writing writing) throws IOException {
        switch (destination) {
            case Destination.StandardOutput() -> {
                var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
                writing.to(out);
                out.flush();
            }
            case Destination.File(var path) -> {
                Path temporary = Files.createTempFile(path.toAbsolutePath().getParent(), ".slipway", "");
                try {
                    try (var out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                        writing.to(out);
                    }
                    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
                    Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Files.deleteIfExists(temporary);
                }
            }
        }
    }

    /// The names under which results can be found.
    public static List<Reference> names(List<Output> outputs) {
        return outputs.stream().flatMap(output -> switch (output) {
            case Output.ToStore(var names, _) -> names.stream();
            case Output.OciArchive(_, var names) -> names.stream();
            case Output.OciDirectory(_, var names) -> names.stream();
            case Output.DockerArchive(_, var names) -> names.stream();
            case Output.Files _, Output.Tar _ -> Stream.<Reference>empty();
        }).distinct().toList();
    }
}
