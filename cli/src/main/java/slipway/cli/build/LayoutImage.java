package slipway.cli.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import slipway.build.BuildRequest.ImageMaker;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.Layer;
import slipway.image.Platform;
import slipway.image.TransferListener;
import slipway.image.archive.Archives;
import slipway.image.archive.ImageArchive;
import slipway.image.store.Artifacts;
import slipway.image.store.DirectoryStore;

/// An image of a layout or an archive, as a named context: what of it is needed comes into the store.
///
/// @param path a directory, or an archive
/// @param name a tag, a whole name or a digest; the only image there is, if empty
record LayoutImage(Path path, String name, DirectoryStore store) implements ImageMaker {

    @Override
    public Image make(Platform platform, Consumer<String> log) throws IOException {
        Path spool = Files.createDirectories(store.temporary("layout"));
        try (ImageArchive archive = Archives.open(path, spool)) {
            Descriptor found = archive.find(name);
            String shown = path + (name.isEmpty() ? "" : ":" + name);
            Image image = Artifacts.image(archive.blobs(), found, platform, shown).orElseThrow(() ->
                    new SlipwayException.CorruptData(Problem.of("the image " + shown + " is not whole")));
            var blobs = new ArrayList<>(List.of(image.manifest().config()));
            for (Layer layer : image.layers()) blobs.add(layer.descriptor());
            log.accept(found.digest() + ", " + image.layers().size() + " layers");
            Artifacts.copy(archive.blobs(), blobs, store, TransferListener.Direction.PULL, TransferListener.SILENT);
            store.put(image.descriptor().mediaType(), image.raw());
            return image;
        }
    }
}
