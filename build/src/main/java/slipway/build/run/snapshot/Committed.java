package slipway.build.run.snapshot;

import java.util.concurrent.CompletableFuture;
import slipway.image.layer.LayerWriter;

/// What a step changed: a directory to go on from, and the layer that it will be.
public record Committed(Unpacked unpacked, CompletableFuture<LayerWriter.Written> layer) {}
