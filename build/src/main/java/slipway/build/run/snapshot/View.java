package slipway.build.run.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Layers that are looked at as one tree, and not changed. Closing it takes away what was made for that.
///
/// @param layers directories in the form of overlayfs, the bottom first
/// @param place what is deleted
public record View(List<Path> layers, Path place) implements AutoCloseable {

    public View {
        layers = List.copyOf(layers);
    }

    @Override
    public void close() throws IOException {
        Trees.remove(place);
    }
}
