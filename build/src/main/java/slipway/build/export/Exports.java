package slipway.build.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import slipway.build.BuildRequest.Output;
import slipway.build.BuildRequest.Push;
import slipway.build.operation.Stack;
import slipway.image.Artifact;
import slipway.image.Image;
import slipway.image.ImageSink;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.TransferListener;

/// Sends what a build made to where it was asked to go.
public final class Exports {

    private final Store store;
    private final ImageSink registry;
    private final Path temporary;
    private final long epoch;

    /// @param temporary a directory for files that nobody needs after the build
    /// @param epoch the time of files in archives
    public Exports(Store store, ImageSink registry, Path temporary, long epoch) {
        this.store = store;
        this.registry = registry;
        this.temporary = temporary;
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
    public void export(Output output, Artifact artifact, List<Image> images, List<Stack> files, TransferListener transfers) throws IOException {
        switch (output) {
            case Output.ToStore(var names, var push) -> {
                for (Reference name : names) store.name(name, artifact.descriptor());
                if (push == Push.PUSH) for (Reference name : names) registry.write(artifact, name, store, transfers);
            }
            default -> throw new IllegalStateException();
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
